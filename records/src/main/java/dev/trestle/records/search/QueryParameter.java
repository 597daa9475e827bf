package dev.trestle.records.search;

/**
 * One parameter of a query, decoded.
 *
 * @param name with its modifier, as in the URL: {@code family:exact}
 * @param value alternatives are separated by commas (R4 §3.1.1.4.5)
 */
public record QueryParameter(String name, String value) {
  String base() {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** Empty for none. */
  String modifier() {
    int colon = name.indexOf(':');
    return colon < 0 ? "" : name.substring(colon + 1);
  }

  @Override
  public String toString() {
    return "QueryParameter[" + base() + "]";
  }
}
