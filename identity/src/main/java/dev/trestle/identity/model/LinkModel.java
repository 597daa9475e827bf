package dev.trestle.identity.model;

import dev.trestle.identity.people.Field;
import dev.trestle.identity.standard.Nicknames;
import dev.trestle.identity.standard.Placeholders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The linking as data: what training starts from and what decides.
 *
 * @param version hash of its text, 16 hexadecimal digits
 * @param shares of each field, one for each level
 * @param households kinds of two people of one household, relatives in general last
 * @param bitsLimit no field says more
 * @param training how it is fitted to a file
 * @param linkFrom probability from which two records agree, when groups are made
 * @param reviewFrom probability from which somebody should look at a pair
 * @param automaticFrom probability from which a pair needs nobody to look at it
 * @param automaticNames name levels with which it needs nobody
 * @param automaticDates levels of the date of birth with which it needs nobody
 * @param beside fields of which one must agree exactly besides, where records come one by one
 * @param besideSimilar the same, where names are alike and not equal
 * @param vetoes what keeps two records apart whatever the probability
 * @param mostHolders how many different people may hold a value of a field; more, and it says
 *     nothing
 * @param frequencies of terms, where somebody has counted them; a file is counted anew
 * @param isCounted whether the shares were fitted and counted and are taken as they are: what keeps
 *     chance from turning levels around leaves them more or less than one together
 */
public record LinkModel(
    String version,
    Map<Field, List<LevelShares>> shares,
    List<HouseholdKind> households,
    double bitsLimit,
    Training training,
    double linkFrom,
    double reviewFrom,
    double automaticFrom,
    Set<String> automaticNames,
    Set<String> automaticDates,
    Set<Field> beside,
    Set<Field> besideSimilar,
    Set<Veto> vetoes,
    Map<Field, Integer> mostHolders,
    Map<Field, Map<Term, TermTable>> frequencies,
    boolean isCounted,
    Placeholders placeholders,
    Nicknames nicknames) {

  /** The shares of the levels of a field. */
  public List<LevelShares> of(Field field) {
    return shares.getOrDefault(field, List.of());
  }

  /** How frequent the terms of a field are, where somebody has counted them. */
  public Optional<TermTable> frequency(Field field, Term term) {
    return Optional.ofNullable(frequencies.getOrDefault(field, Map.of()).get(term));
  }

  /** The same with another threshold; its version is that of its text, read anew. */
  public LinkModel withAutomaticFrom(double from) {
    return new LinkModel(
        version,
        shares,
        households,
        bitsLimit,
        training,
        linkFrom,
        reviewFrom,
        from,
        automaticNames,
        automaticDates,
        beside,
        besideSimilar,
        vetoes,
        mostHolders,
        frequencies,
        isCounted,
        placeholders,
        nicknames);
  }

  /**
   * How the model is fitted to a file.
   *
   * @param same share of pairs that are one person, where a file tells nothing
   * @param household share of pairs of one household
   * @param sameWeight how many pairs the shares of one person are worth
   * @param householdWeight how many pairs the shares of relatives in general are worth
   * @param kindWeight how many pairs the shares of each other kind of household are worth
   * @param otherHits how many hits the shares of strangers are worth
   * @param people how many people the frequencies of values are worth
   * @param rounds how often frequencies are counted anew, by the people found before
   * @param blockSize more people under one key are told apart by a further field
   */
  public record Training(
      double same,
      double household,
      double sameWeight,
      double householdWeight,
      double kindWeight,
      double otherHits,
      double people,
      int rounds,
      int blockSize) {}

  /** What keeps two records apart. */
  public enum Veto {
    SUFFIX,
    SSN,
    SEX_AND_GIVEN
  }

  @Override
  public String toString() {
    return "LinkModel[" + version + "]";
  }
}
