package dev.trestle.sandbox.people;

import dev.trestle.sandbox.people.NameMaker.Spelled;
import dev.trestle.sandbox.seed.Draw;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes people in blocks of eight, so that person {@code i} can be made without the others: a
 * couple (0, 1) with two children who are sometimes twins (2, 3), a man alone or with his son of
 * the same name (4, 7), and a mother with her newborn or grown child (5, 6).
 */
final class Households {
  static final int BLOCK = 8;
  private static final double TWINS = 0.3;
  private static final double NEWBORN = 0.3;
  private static final double JUNIOR = 0.25;

  private final NameMaker names = new NameMaker();
  private final long seed;
  private final LocalDate asOf;

  Households(long seed, LocalDate asOf) {
    this.seed = seed;
    this.asOf = asOf;
  }

  /** Who lives together: name, home and insurance that they share. */
  private record Roof(
      String style, Spelled family, ContactMaker.Home home, Coverage coverage, String race) {
    Roof withFamily(Spelled other) {
      return new Roof(style, other, home, coverage, race);
    }
  }

  Person[] block(int number) {
    Draw draw = Draw.of(seed, 1, number);
    Person[] people = new Person[BLOCK];
    int first = number * BLOCK;
    family(people, first, draw);
    fatherAndSon(people, first, draw);
    motherAndChild(people, first, draw);
    return people;
  }

  private void family(Person[] people, int first, Draw draw) {
    Roof roof = roof(draw);
    Spelled maiden = names.family(roof.style(), draw);
    people[0] = adult(first, roof, Sex.M, 30, 62, null, draw);
    boolean tookName = draw.chance(0.7);
    people[1] =
        tookName
            ? adult(first + 1, roof, Sex.F, 28, 58, maiden.latin(), draw)
            : adult(first + 1, roof.withFamily(maiden), Sex.F, 28, 58, null, draw);
    LocalDate born = bornTo(people[1], draw);
    boolean twins = draw.chance(TWINS);
    Sex sex = sex(draw);
    people[2] = child(first + 2, roof, sex, born, twins ? 1 : 0, -1, draw);
    people[3] =
        twins
            ? child(first + 3, roof, sex, born, 2, -1, draw)
            : child(first + 3, roof, sex(draw), bornTo(people[1], draw), 0, -1, draw);
  }

  /** A birth date when the mother was 19 to 42, a year or more ago. */
  private LocalDate bornTo(Person mother, Draw draw) {
    int ageDays = (int) ChronoUnit.DAYS.between(mother.birthDate(), asOf);
    return mother.birthDate().plusDays(draw.between(19 * 365, Math.min(42 * 365, ageDays - 400)));
  }

  private void fatherAndSon(Person[] people, int first, Draw draw) {
    Roof roof = roof(draw);
    Person father = adult(first + 4, roof, Sex.M, 62, 85, null, draw);
    if (draw.chance(JUNIOR)) {
      people[4] = father.withName(father.name().withSuffix("Sr"));
      Person son = adult(first + 7, roof, Sex.M, 20, 40, null, draw);
      people[7] = son.withName(father.name().withSuffix("Jr"));
    } else {
      people[4] = father;
      people[7] = adult(first + 7, roof(draw), sex(draw), 66, 97, null, draw);
    }
  }

  private void motherAndChild(Person[] people, int first, Draw draw) {
    Roof roof = roof(draw);
    boolean newborn = draw.chance(NEWBORN);
    people[5] = adult(first + 5, roof, Sex.F, newborn ? 19 : 40, newborn ? 42 : 60, null, draw);
    people[6] =
        newborn
            ? child(first + 6, roof, sex(draw), asOf.minusDays(draw.below(3)), 0, first + 5, draw)
            : adult(first + 6, roof, sex(draw), 18, 25, null, draw);
  }

  private Roof roof(Draw draw) {
    String style = names.style(draw);
    String race = draw.pick(List.of("2106-3", "2054-5", "2028-9", "1002-5", "2131-1"));
    return new Roof(
        style,
        names.family(style, draw),
        ContactMaker.home(draw),
        ContactMaker.coverage(draw),
        race);
  }

  private static Sex sex(Draw draw) {
    return draw.chance(0.5) ? Sex.F : Sex.M;
  }

  private Person adult(
      int index, Roof roof, Sex sex, int youngest, int oldest, @Nullable String maiden, Draw draw) {
    LocalDate born = asOf.minusDays(draw.between(youngest * 365 + 200, oldest * 365));
    boolean married = maiden != null || draw.chance(0.4);
    return person(index, roof, sex, born, maiden, married, -1, 0, draw);
  }

  private Person child(
      int index, Roof roof, Sex sex, LocalDate born, int birthOrder, int mother, Draw draw) {
    return person(index, roof, sex, born, null, false, mother, birthOrder, draw);
  }

  private Person person(
      int index,
      Roof roof,
      Sex sex,
      LocalDate born,
      @Nullable String previous,
      boolean married,
      int mother,
      int birthOrder,
      Draw draw) {
    boolean real = names.drawsRealGiven(roof.style(), draw);
    Spelled given = real ? names.realGiven(sex, draw) : names.given(roof.style(), sex, draw);
    String middle = draw.chance(0.6) ? names.given(roof.style(), sex, draw).latin() : "";
    PersonName name = new PersonName(roof.family().latin(), given.latin(), middle, "", !real);
    ScriptName script =
        roof.family().script().isEmpty()
            ? null
            : new ScriptName(roof.family().script(), given.script());
    boolean grown = born.isBefore(asOf.minusYears(16));
    boolean numbered = mother < 0 && draw.chance(0.85);
    return new Person(
        index,
        name,
        script,
        previous,
        sex,
        born,
        numbered ? ContactMaker.ssn(draw) : null,
        roof.home().address(),
        roof.home().phone(),
        grown && draw.chance(0.8) ? ContactMaker.phone(roof.home().phone().area(), draw) : null,
        grown && draw.chance(0.6) ? ContactMaker.email(name, draw) : null,
        roof.coverage(),
        roof.race(),
        roof.style().equals("spanish") ? "spa" : "eng",
        married,
        mother,
        birthOrder);
  }
}
