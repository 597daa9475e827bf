package dev.trestle.app.command;

import dev.trestle.app.site.DefaultSite;
import dev.trestle.app.site.SiteFolder;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.semantics.checked.CheckingTranslator;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.mapping.BundleRenderer;
import dev.trestle.semantics.mapping.HeaderRenderer;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.transport.mllp.MllpFrames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code trestle translate}: offline, no server, no database. */
@Command(
    name = "translate",
    mixinStandardHelpOptions = true,
    description =
        "Translates HL7 v2 files to FHIR, one JSON line for each message. Needs no server.",
    footer = {
      "",
      "Findings tell what is not FHIR R4, as `validation` of the source asks for.",
      "Ids in the bundles are made with a fixed, public key: they are not those of a running Trestle.",
      "Exit code 0 when every message was translated at least in part, 1 when one was not.",
      "Example: trestle translate adt.hl7 --zone America/Chicago | head -1"
    })
final class TranslateCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders.")
  private List<Path> files = List.of();

  @Option(names = "--site", paramLabel = "SITE", description = "Folder of a site.")
  private @Nullable Path siteFolder;

  @Option(
      names = "--source",
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "The source whose rules apply (default: found by MSH-3 and MSH-4).")
  private @Nullable String source;

  @Option(
      names = "--zone",
      defaultValue = "UTC",
      description = "Zone of times without an offset, when no site is given (default: UTC).")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(names = "--trace", description = "Adds for each element its rule and its source bytes.")
  private boolean trace;

  @Option(
      names = "--header",
      description = "Adds a MessageHeader: how, when and by whom each message was sent.")
  private boolean header;

  private final Dialect dialect = new Hl7v2Dialect();
  private final Translator translator = CheckingTranslator.telling(MappingTranslator.ofBase());
  private final OfflineIds ids = new OfflineIds();

  @Override
  public Integer call() throws IOException {
    Site site =
        siteFolder == null ? DefaultSite.on(0, true, zone) : SiteFolder.read(siteFolder).site();
    PrintWriter out = spec.commandLine().getOut();
    boolean all = true;
    for (Path file : files) {
      for (Path one : SendCommand.expand(file)) {
        List<byte[]> messages = messages(dialect, Files.readAllBytes(one));
        for (int index = 0; index < messages.size(); index++) {
          all &= translate(one, index, messages.get(index), site, out);
        }
      }
    }
    out.flush();
    return all ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  /** The messages of a file: frames, batches, or the file itself. */
  static List<byte[]> messages(Dialect dialect, byte[] file) {
    List<byte[]> messages = new ArrayList<>();
    for (byte[] piece : MllpFrames.split(file).messages()) {
      Optional<Dialect.Batch> batch = dialect.batch(piece);
      if (batch.isPresent()) {
        messages.addAll(batch.get().messages());
      } else {
        messages.add(piece);
      }
    }
    return messages.isEmpty() ? List.of(file) : messages;
  }

  private boolean translate(Path file, int index, byte[] raw, Site site, PrintWriter out) {
    Optional<Header> read = dialect.header(raw);
    Source rules = source(site, read);
    Translation translation = translator.translate(raw, rules, site);
    ObjectNode line = JSON.createObjectNode();
    line.put("file", file.toString()).put("index", index);
    line.put("controlId", read.map(Header::controlId).orElse(""));
    line.put("type", read.map(Header::type).orElse(""));
    line.put("result", translation.result().name().toLowerCase(Locale.ROOT));
    if (header) {
      Translation said = MappingTranslator.ofBase().header(raw, rules, site);
      if (!said.statements().isEmpty()) {
        line.set("header", HeaderRenderer.render(said, Integer.toString(index + 1)));
      }
    }
    line.set("bundle", BundleRenderer.bundle(translation, ids::of));
    findings(translation, line.putArray("findings"));
    accounting(translation.accounting(), line.putObject("accounting"));
    if (trace) {
      trace(translation, site.mapping(), rules, line.putArray("trace"));
    }
    out.println(JSON.writeValueAsString(line));
    return translation.result() != Translation.Result.UNTRANSLATABLE;
  }

  private Source source(Site site, Optional<Header> read) {
    if (source != null) {
      return SourceOption.find(site, source);
    }
    return site.sourceOn(
        site.listeners().get(0),
        read.map(Header::sendingApplication).orElse(""),
        read.map(Header::sendingFacility).orElse(""));
  }

  private static void findings(Translation translation, ArrayNode findings) {
    for (Finding finding : translation.findings()) {
      findings
          .addObject()
          .put("severity", finding.severity().code())
          .put("code", finding.code().id())
          .put("location", finding.location())
          .put("text", finding.text());
    }
  }

  private static void accounting(Accounting accounting, ObjectNode node) {
    node.put("leaves", accounting.leaves())
        .put("mapped", accounting.mapped())
        .put("kept", accounting.kept())
        .put("dropped", accounting.dropped())
        .put("reported", accounting.reported());
  }

  private void trace(Translation translation, SiteMapping mapping, Source rules, ArrayNode trace) {
    List<String> ruleIds = MappingTranslator.ofBase().plan(mapping, rules.layers()).ruleIds();
    for (Statement statement : translation.statements()) {
      ResourceKey key = translation.keys().get(statement.key());
      for (Slot slot : statement.slots()) {
        for (Origin origin : slot.origins()) {
          trace
              .addObject()
              .put("resource", key.type() + "/" + ids.of(key))
              .put("element", slot.element())
              .put("rule", ruleIds.get(origin.rule()))
              .put("start", origin.start())
              .put("length", origin.length());
        }
      }
    }
  }
}
