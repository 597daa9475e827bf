package dev.trestle.app.replay;

import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message becomes by the rules of its source in two versions of the site. Which source it
 * is, is not asked again: routes and keys are not part of a replay.
 */
public final class MessageReplay {
  /** Changes told of one message; a message can have a hundred thousand elements. */
  static final int CHANGES = 500;

  private final Translator translator;
  private final StableIds ids;

  /**
   * @param keyring names resources as the records do
   */
  public MessageReplay(Translator translator, Keyring keyring) {
    this.translator = translator;
    this.ids = new StableIds(keyring);
  }

  /**
   * A message.
   *
   * @param type {@code ADT^A01}
   */
  public record Received(SourceName source, String type, byte[] raw) {}

  /** What becomes of it in one version: how it is treated, and what it says when it is read. */
  private record Fate(String treated, @Nullable Translation translation) {}

  /** What differs; empty when nothing does. */
  public List<Change> compare(Received message, Site before, Site after) {
    Fate old = fate(message, before);
    Fate now = fate(message, after);
    List<Change> changes = new ArrayList<>();
    if (!old.treated().equals(now.treated())) {
      changes.add(new Change("treated as", old.treated(), now.treated()));
    }
    if (old.translation() != null && now.translation() != null) {
      changes.addAll(TranslationDifference.of(old.translation(), now.translation(), ids::of));
    }
    return changes.size() <= CHANGES ? changes : cut(changes);
  }

  private static List<Change> cut(List<Change> changes) {
    List<Change> shown = new ArrayList<>(changes.subList(0, CHANGES));
    shown.add(new Change("(more)", "", (changes.size() - CHANGES) + " further differences"));
    return shown;
  }

  private Fate fate(Received message, Site site) {
    Optional<Source> source = site.source(message.source());
    if (source.isEmpty()) {
      return new Fate("an exception: the site has no such source", null);
    }
    FeedState state = source.get().feed().state();
    String[] type = message.type().split("\\^", -1);
    if (state == FeedState.DRAFT) {
      return new Fate("rejected: the feed is a draft", null);
    }
    if (!source.get().accepts(type[0], type.length > 1 ? type[1] : "")) {
      return new Fate("rejected: its type is not accepted", null);
    }
    try {
      return new Fate(
          state == FeedState.SHADOW ? "filtered: the feed is in shadow" : "applied",
          translator.translate(message.raw(), source.get(), site));
    } catch (RuntimeException | StackOverflowError defect) {
      // The text of a defect can hold what was translated.
      return new Fate("an exception: it cannot be translated", null);
    }
  }
}
