package dev.trestle.sandbox.census;

import dev.trestle.sandbox.people.ContactMaker;
import dev.trestle.sandbox.people.ContactMaker.Home;
import dev.trestle.sandbox.people.Phone;
import dev.trestle.sandbox.people.Sex;
import dev.trestle.sandbox.seed.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes households: each is a function of the seed and its number. */
final class Households {
  /** Records were made in so many last years. */
  static final int YEARS = 12;

  private static final double FACILITY = 0.004;
  private static final double SINGLE = 0.28;
  private static final double COUPLE = 0.53;
  private static final double FAMILY = 0.86;
  private static final double MOTHER = 0.95;
  private static final double TWINS = 0.1;
  private static final double MOVES = 0.4;

  /** Children whose row of the first day was never given the name. */
  private static final double UNNAMED = 0.1;

  private static final int YEAR = 365;

  private final long seed;
  private final LocalDate asOf;

  Households(long seed, LocalDate asOf) {
    this.seed = seed;
    this.asOf = asOf;
  }

  /** Who lives together, with numbers from {@code first} on. */
  List<Life> household(int number, int first) {
    Draw draw = Draw.of(seed, 21, number);
    Members members = new Members(number, first, asOf, draw);
    double kind = draw.fraction();
    if (kind < FACILITY) {
      facility(members, draw);
    } else if (kind < SINGLE) {
      Roof roof = roof(draw);
      members.add(adult(roof, sex(draw), 19, 92, draw));
    } else if (kind < COUPLE) {
      couple(members, roof(draw), 22, 88, draw);
    } else if (kind < FAMILY) {
      Roof roof = roof(draw);
      Person mother = couple(members, roof, 24, 46, draw);
      children(members, roof, mother, roof.family, draw);
    } else if (kind < MOTHER) {
      Roof roof = roof(draw);
      Person mother = members.add(adult(roof, Sex.F, 20, 46, draw));
      children(members, roof, mother, roof.family, draw);
    } else {
      fatherAndSon(members, roof(draw), draw);
    }
    return members.lives();
  }

  /** What those who live together share. */
  private record Roof(
      Community community, List<String> family, List<Since<Home>> homes, boolean moved) {}

  private Roof roof(Draw draw) {
    Community community = Community.any(draw);
    List<Since<Home>> homes = new ArrayList<>();
    homes.add(new Since<>(LocalDate.MIN, ContactMaker.home(draw)));
    LocalDate day = asOf.minusDays(draw.below(YEARS * YEAR));
    boolean moved = draw.chance(MOVES);
    if (moved) {
      homes.add(new Since<>(day, ContactMaker.home(draw)));
    }
    return new Roof(community, community.family(draw), homes, moved);
  }

  private static Sex sex(Draw draw) {
    return draw.chance(0.5) ? Sex.F : Sex.M;
  }

  private Person adult(Roof roof, Sex sex, int youngest, int oldest, Draw draw) {
    LocalDate born = asOf.minusDays(draw.between(youngest * YEAR, oldest * YEAR));
    Person person = new Person(roof.community, sex, born, roof.family, roof.homes);
    person.given = roof.community.given(sex, born.getYear(), draw);
    person.middle = draw.chance(0.75) ? roof.community.given(sex, born.getYear(), draw).get(0) : "";
    person.mother = roof.community.family(draw).get(0);
    person.ssn = draw.chance(0.93) ? number(draw) : "";
    if (roof.moved) {
      person.cases.add(HardCase.MOVED);
    }
    String area = roof.homes.get(0).thing().phone().area();
    if (draw.chance(0.85)) {
      person.mobiles.add(new Since<>(LocalDate.MIN, phone(area, draw)));
      if (draw.chance(0.2)) {
        LocalDate day = asOf.minusDays(draw.below(YEARS * YEAR));
        person.mobiles.add(new Since<>(day, phone(area, draw)));
      }
    }
    person.email = draw.chance(0.6) ? email(person, draw) : "";
    return person;
  }

  private static String number(Draw draw) {
    return Draw.padded(draw.between(1, 665), 3)
        + "-"
        + Draw.padded(draw.between(1, 99), 2)
        + "-"
        + Draw.padded(draw.between(1, 9999), 4);
  }

  static String phone(String area, Draw draw) {
    Phone phone = ContactMaker.phone(area, draw);
    return phone.inParentheses();
  }

  private static String email(Person person, Draw draw) {
    String local =
        draw.chance(0.7)
            ? plain(person.given.get(0)) + "." + plain(person.families.get(0).thing().get(0))
            : plain(person.given.get(0)) + draw.between(1940, 2010);
    return local
        + draw.between(1, 999)
        + "@"
        + draw.pick(List.of("post", "mailbox", "letters"))
        + ".example";
  }

  private static String plain(String name) {
    return java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
        .replaceAll("[^A-Za-z]+", "")
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** A man and a woman; she mostly took his name, some time. The answer is the woman. */
  private Person couple(Members members, Roof roof, int youngest, int oldest, Draw draw) {
    Person man = adult(roof, Sex.M, youngest, oldest, draw);
    int age = (int) ((asOf.toEpochDay() - man.born.toEpochDay()) / YEAR);
    Person woman =
        adult(roof, Sex.F, Math.max(20, age - 6), Math.max(22, Math.min(age + 2, oldest)), draw);
    List<String> maiden = (draw.chance(0.85) ? roof.community : Community.any(draw)).family(draw);
    woman.families.set(0, new Since<>(LocalDate.MIN, maiden));
    LocalDate adult = woman.born.plusYears(20);
    int days = (int) Math.max(1, asOf.toEpochDay() - adult.toEpochDay());
    LocalDate married = adult.plusDays(draw.below(Math.min(days, 15 * YEAR)));
    double name = draw.fraction();
    if (name < 0.78) {
      List<String> taken =
          name < 0.7 ? roof.family : List.of(maiden.get(0) + "-" + roof.family.get(0));
      woman.families.add(new Since<>(married, taken));
      if (married.isAfter(asOf.minusYears(YEARS))) {
        woman.cases.add(HardCase.MARRIED);
      }
    }
    if (draw.chance(0.1) && !man.email.isEmpty()) {
      woman.email = man.email;
    }
    woman.payer = man.ssn;
    members.add(man);
    return members.add(woman);
  }

  private void children(Members members, Roof roof, Person mother, List<String> family, Draw draw) {
    int oldest = (int) ((asOf.toEpochDay() - mother.born.toEpochDay()) - 19 * YEAR);
    int count = draw.between(1, 3);
    for (int i = 0; i < count; i++) {
      boolean recent = draw.chance(0.08);
      LocalDate born =
          asOf.minusDays(draw.below(recent ? 60 : Math.max(60, Math.min(oldest, 22 * YEAR))));
      Person child = child(roof, mother, sex(draw), born, family, draw);
      members.add(child);
      if (draw.chance(TWINS)) {
        Sex sex = draw.chance(0.65) ? child.sex : sex(draw);
        Person twin = child(roof, mother, sex, born, family, draw);
        nameTwin(child, twin, draw);
        child.cases.add(HardCase.TWIN);
        twin.cases.add(HardCase.TWIN);
        members.add(twin);
        i++;
      }
    }
  }

  /** A quarter have names that sound alike; in Spanish some share the first of two names. */
  private static void nameTwin(Person child, Person twin, Draw draw) {
    if (child.sex != twin.sex) {
      return;
    }
    if (child.community == Community.SPANISH && draw.chance(0.05)) {
      String first = child.given.get(0);
      child.given = List.of(first + " " + draw.pick(List.of("Elena", "José", "Isabel")));
      twin.given = List.of(first + " " + draw.pick(List.of("Teresa", "Luis", "Carmen")));
      child.middle = "";
      twin.middle = "";
    } else if (!child.community.isTransliterated() && draw.chance(0.25)) {
      List<String> names = draw.pick(Community.pairs(child.sex == Sex.F ? "twins.f" : "twins.m"));
      child.given = List.of(names.get(0));
      twin.given = List.of(names.get(1));
    }
    // Nobody calls one twin Maria and the other María.
    if (plain(child.given.get(0)).equals(plain(twin.given.get(0)))) {
      twin.given = List.of(twin.middle.isEmpty() ? "Robin" : twin.middle);
      twin.middle = "";
    }
  }

  private Person child(
      Roof roof, Person mother, Sex sex, LocalDate born, List<String> family, Draw draw) {
    Person child = new Person(roof.community, sex, born, family, roof.homes);
    child.given = roof.community.given(sex, born.getYear(), draw);
    child.middle = draw.chance(0.75) ? roof.community.given(sex, born.getYear(), draw).get(0) : "";
    child.mother = mother.families.get(0).thing().get(0);
    boolean recent = born.isAfter(asOf.minusDays(60));
    child.ssn = !recent && draw.chance(0.6) ? number(draw) : "";
    child.payer = mother.ssn;
    child.mobiles.addAll(mother.mobiles);
    child.email = draw.chance(0.4) ? mother.email : "";
    if (recent || (born.isAfter(asOf.minusYears(YEARS)) && draw.chance(UNNAMED))) {
      child.cases.add(HardCase.NEWBORN);
    }
    if (roof.moved) {
      child.cases.add(HardCase.MOVED);
    }
    return child;
  }

  private void fatherAndSon(Members members, Roof roof, Draw draw) {
    Person mother = couple(members, roof, 46, 75, draw);
    Person father = members.person(0);
    LocalDate born = father.born.plusDays(draw.between(20 * YEAR, 34 * YEAR));
    LocalDate latest = asOf.minusDays(YEAR);
    Person son = adult(roof, Sex.M, 1, 2, draw);
    son.born = born.isAfter(latest) ? latest : born;
    son.given = father.given;
    son.middle = father.middle;
    son.mother = mother.families.get(0).thing().get(0);
    son.suffix = "Jr";
    father.suffix = "Sr";
    if (draw.chance(0.4)) {
      LocalDate left = asOf.minusDays(draw.below(YEARS * YEAR));
      son.homes = new ArrayList<>(son.homes);
      son.homes.add(new Since<>(left, ContactMaker.home(draw)));
      son.cases.add(HardCase.MOVED);
    }
    father.cases.add(HardCase.SAME_NAME_IN_FAMILY);
    son.cases.add(HardCase.SAME_NAME_IN_FAMILY);
    members.add(son);
  }

  /** Old people who came from elsewhere to one address with one telephone. */
  private void facility(Members members, Draw draw) {
    Home home = ContactMaker.home(draw);
    int count = draw.between(20, 40);
    for (int i = 0; i < count; i++) {
      Roof before = roof(draw);
      Person person = adult(before, sex(draw), 70, 97, draw);
      person.homes = new ArrayList<>(before.homes);
      person.homes.add(new Since<>(asOf.minusDays(draw.below(8 * YEAR)), home));
      person.cases.add(HardCase.FACILITY);
      members.add(person);
    }
  }

  /** Somebody who is being made up. */
  private static final class Person {
    final Community community;
    final Sex sex;
    final Set<HardCase> cases = EnumSet.noneOf(HardCase.class);
    final List<Since<List<String>>> families = new ArrayList<>();
    final List<Since<String>> mobiles = new ArrayList<>();
    LocalDate born;
    List<Since<Home>> homes;
    List<String> given = List.of();
    String middle = "";
    String suffix = "";
    String mother = "";
    String ssn = "";
    String payer = "";
    String email = "";

    Person(
        Community community,
        Sex sex,
        LocalDate born,
        List<String> family,
        List<Since<Home>> homes) {
      this.community = community;
      this.sex = sex;
      this.born = born;
      this.homes = homes;
      families.add(new Since<>(LocalDate.MIN, family));
      if (community.isTransliterated()) {
        cases.add(HardCase.TRANSLITERATED);
      }
    }
  }

  /** Those of one household. */
  private static final class Members {
    private final int number;
    private final int first;
    private final LocalDate asOf;
    private final Draw draw;
    private final List<Person> people = new ArrayList<>();

    Members(int number, int first, LocalDate asOf, Draw draw) {
      this.number = number;
      this.first = first;
      this.asOf = asOf;
      this.draw = draw;
    }

    Person add(Person person) {
      people.add(person);
      return person;
    }

    Person person(int index) {
      return people.get(index);
    }

    List<Life> lives() {
      List<Life> lives = new ArrayList<>();
      for (Person person : people) {
        boolean grown = person.born.isBefore(asOf.minusYears(16));
        lives.add(
            new Life(
                new Resident(first + lives.size(), number, person.cases),
                person.community,
                person.sex,
                person.born,
                person.given,
                person.middle,
                person.suffix,
                person.families,
                person.mother,
                person.ssn,
                person.payer,
                person.homes,
                person.mobiles.isEmpty() && !grown && draw.chance(0.5)
                    ? List.of(new Since<>(LocalDate.MIN, homePhone(person)))
                    : person.mobiles,
                person.email));
      }
      return lives;
    }

    private static String homePhone(Person person) {
      return person.homes.get(0).thing().phone().inParentheses();
    }
  }
}
