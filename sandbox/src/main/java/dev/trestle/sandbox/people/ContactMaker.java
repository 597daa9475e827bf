package dev.trestle.sandbox.people;

import dev.trestle.sandbox.seed.Draw;
import dev.trestle.sandbox.seed.Lists;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes addresses, telephone numbers, mail addresses and numbers of people. */
public final class ContactMaker {
  private static final List<String[]> PLACES =
      Lists.lines("places.txt").stream().map(line -> line.split("\\s*,\\s*")).toList();
  private static final List<String> STREETS = Lists.items("clinic.txt", "streets", ";");
  private static final List<List<String>> PAYERS = Lists.tuples("clinic.txt", "payers");
  private static final List<String> KINDS =
      List.of("Street", "Avenue", "Road", "Lane", "Boulevard", "Court");
  private static final List<String> MAIL_DOMAINS =
      List.of("post.example", "mailbox.example", "letters.example");

  /** Numbers printed in advertisements and manuals, which matching rejects. */
  private static final Set<String> KNOWN_TEST_SSNS =
      Set.of("078051120", "123456789", "219099999", "457555462");

  private static final Pattern LATIN_ONLY = Pattern.compile("[^A-Za-z]+");
  private static final int HIGHEST_SSN_AREA = 665;

  private ContactMaker() {}

  /** An address and the telephone at home there. */
  public record Home(Address address, Phone phone) {}

  public static Home home(Draw draw) {
    String[] place = draw.pick(PLACES);
    String street = draw.between(11, 9899) + " " + draw.pick(STREETS) + " " + draw.pick(KINDS);
    String unit = draw.chance(0.3) ? "Apt " + draw.between(1, 40) : "";
    String zip = place[2] + Draw.padded(draw.between(1, 98), 2);
    return new Home(new Address(street, unit, place[0], place[1], zip), phone(place[3], draw));
  }

  public static Phone phone(String area, Draw draw) {
    String exchange = draw.between(2, 9) + Draw.padded(draw.below(100), 2);
    if (exchange.equals("555") || exchange.endsWith("11")) {
      exchange = exchange.charAt(0) + "47";
    }
    return new Phone(area, exchange, Draw.padded(draw.between(200, 9899), 4));
  }

  static String ssn(Draw draw) {
    String number =
        Draw.padded(draw.between(1, HIGHEST_SSN_AREA), 3)
            + Draw.padded(draw.between(1, 99), 2)
            + Draw.padded(draw.between(1, 9999), 4);
    return KNOWN_TEST_SSNS.contains(number) ? "219098417" : number;
  }

  static String email(PersonName name, Draw draw) {
    String local = ascii(name.given()) + "." + ascii(name.family());
    return local.toLowerCase(Locale.ROOT) + draw.between(1, 99) + "@" + draw.pick(MAIL_DOMAINS);
  }

  static Coverage coverage(Draw draw) {
    List<String> payer = draw.pick(PAYERS);
    return new Coverage(payer.get(0), payer.get(1), payer.get(0).charAt(0) + "W" + draw.digits(9));
  }

  /** The letters of a name without marks; letters that have no plain form are left out. */
  private static String ascii(String text) {
    return LATIN_ONLY.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
  }
}
