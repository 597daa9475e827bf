package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import dev.trestle.semantics.mapping.convert.Feed;
import dev.trestle.semantics.mapping.plan.FieldPath;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.NamePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names resources by business keys as the maps say. */
final class Naming {
  private static final String LOCAL = "";

  private final Feed feed;
  private final Setting setting;

  Naming(Feed feed, Setting setting) {
    this.feed = feed;
    this.setting = setting;
  }

  /** The key of a map's resource, or null when the message has no name for it. */
  @Nullable ResourceKey key(MapPlan map, @Nullable ResourceKey patient) {
    List<BusinessKey> names = new ArrayList<>(2);
    String scope = null;
    for (NamePlan plan : map.names()) {
      if (!wanted(plan) || (plan.fallback() && !names.isEmpty())) {
        continue;
      }
      ScopedIdentifier number = number(plan);
      boolean numbered = !plan.numbers().isEmpty();
      String parts = parts(plan);
      if ((numbered && number == null) || (!numbered && parts.isEmpty())) {
        continue;
      }
      String authority = number == null ? LOCAL : number.authority();
      String value = number == null ? parts : join(number.value(), parts);
      names.add(new BusinessKey(plan.kind(), authority, value));
      if (scope == null) {
        scope = number == null ? feed.healthSystem() : number.scope();
      }
    }
    if (names.isEmpty()) {
      return null;
    }
    String chosen = scope == null ? feed.healthSystem() : scope;
    return new ResourceKey(map.type(), chosen, map.ofPatient() ? patient : null, names);
  }

  private boolean wanted(NamePlan plan) {
    boolean message = plan.triggers().isEmpty() || plan.triggers().contains(setting.messageCode());
    return message && (plan.when() == null || plan.when().holds(setting, null));
  }

  private @Nullable ScopedIdentifier number(NamePlan plan) {
    for (FieldPath path : plan.numbers()) {
      Segment segment = setting.segment(path.segment());
      if (segment == null) {
        continue;
      }
      String value = segment.text(path.field(), 1, 1, 0).strip();
      if (value.isEmpty()) {
        continue;
      }
      boolean ei = plan.shape().equals("ei");
      String namespace =
          ei ? segment.text(path.field(), 1, 2, 0) : segment.text(path.field(), 1, 4, 1);
      String universal =
          ei ? segment.text(path.field(), 1, 3, 0) : segment.text(path.field(), 1, 4, 2);
      return feed.resolve(value, namespace, universal);
    }
    return null;
  }

  private String parts(NamePlan plan) {
    StringBuilder joined = new StringBuilder();
    boolean said = false;
    for (int i = 0; i < plan.parts().size(); i++) {
      NamePlan.Part part = plan.parts().get(i);
      String text = part.line() ? setting.line() : text(part);
      said |= !text.isEmpty() && !part.line();
      joined.append(i == 0 ? "" : "|");
      joined.append(escaped(text));
    }
    return said ? joined.toString() : "";
  }

  private String text(NamePlan.Part part) {
    for (FieldPath path : part.places()) {
      String text = setting.text(path, null);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** A number is unique by itself; its parts tell apart what is under it. */
  private static String join(String number, String parts) {
    return parts.isEmpty() ? number : escaped(number) + "|" + parts;
  }

  private static String escaped(String text) {
    return text.indexOf('|') < 0 && text.indexOf('\\') < 0
        ? text
        : text.replace("\\", "\\\\").replace("|", "\\|");
  }
}
