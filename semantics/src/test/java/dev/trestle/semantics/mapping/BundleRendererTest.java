package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.statement.Translation;
import org.junit.jupiter.api.Test;

/** A Bundle is shown of a translation, which stays what it is. */
class BundleRendererTest {
  private static final byte[] REPORT =
      Feeds.message(
          "MSH|^~\\&|LAB|MERCY|||20260105080102||ORU^R01|M1|P|2.5.1",
          "PID|1||123^^^MRN^MR||DOE^JANE",
          "PV1|1|I|||||44^WHO^DOC|||||||||||V1^^^MERCY^VN",
          "ORC|RE|P1^MERCY|F1^LAB",
          "OBR|1|P1^MERCY|F1^LAB|2345-7^Glucose^LN|||20260105||||||||44^WHO^DOC|||||||||F",
          "OBX|1|NM|2345-7^Glucose^LN||5.5|mmol/L^^UCUM|||||F|||20260105|||44^WHO^DOC");

  @Test
  void whatIsRenderedOnceCanBeRenderedWithOtherIds() {
    Translation translation = MappingTranslator.ofBase().translate(REPORT, Feeds.LAB, Feeds.SITE);
    String one = BundleRenderer.bundle(translation, key -> "one-" + Feeds.id(key)).toString();
    String other = BundleRenderer.bundle(translation, key -> "other-" + Feeds.id(key)).toString();
    assertThat(one).contains("\"reference\":\"Patient/one-").doesNotContain("key:");
    assertThat(other).isEqualTo(one.replace("/one-", "/other-").replace("\"one-", "\"other-"));
  }
}
