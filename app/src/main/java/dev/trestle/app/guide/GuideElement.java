package dev.trestle.app.guide;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An element of the guide's path as a rule writes it.
 *
 * @param to what the rule says; the guide's own path when it can not be said
 * @param repeats whether it is a list
 * @param with settings that follow from the path
 * @param reference the type that a reference in the path is to, or empty
 * @param problem why a rule can not write it, or empty
 */
record GuideElement(
    String to, boolean repeats, SortedMap<String, String> with, String reference, String problem) {
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+|each)\\]");
  private static final Pattern REFERENCE = Pattern.compile("([^(]*)\\(([A-Z][A-Za-z]+)\\)");
  private static final Pattern EXTENSION =
      Pattern.compile("(?:(.*)\\.)?extension\\.(value[A-Z]\\w*)");
  private static final Pattern NAME = Pattern.compile("_?[a-z][A-Za-z]*(\\.[a-z][A-Za-z]*)*");
  private static final String LIST = "*";

  GuideElement {
    with = new TreeMap<>(with);
  }

  /**
   * Reads a path.
   *
   * @param type of the resource
   * @param path as the guide writes it
   * @param elements that rules may write: {@code Patient.identifier} to {@code *} or {@code 1}
   * @param url name of the extension whose value the path is, or empty
   */
  static GuideElement of(String type, String path, Map<String, String> elements, String url) {
    String plain = INDEX.matcher(path).replaceAll("");
    String reference = "";
    Matcher referred = REFERENCE.matcher(plain);
    if (referred.matches()) {
      plain = referred.group(1);
      reference = referred.group(2);
    } else if (plain.indexOf('(') >= 0) {
      return problem(plain, "a part of another resource");
    }
    TreeMap<String, String> with = new TreeMap<>();
    Matcher extension = EXTENSION.matcher(plain);
    if (extension.matches()) {
      if (url.isEmpty()) {
        return problem(plain, "the guide does not name the extension");
      }
      with.put("extension", url);
      with.put("choice", extension.group(2));
      String parent = extension.group(1) == null ? "" : "_" + extension.group(1) + ".";
      plain = parent + "extension";
    }
    if (!NAME.matcher(plain).matches()) {
      return problem(plain, "no path of an element");
    }
    String found = find(type, plain, elements);
    if (found.isEmpty()) {
      return problem(plain, "no element of " + type + " that rules write");
    }
    if (found.endsWith("[x]")) {
      with.put("choice", plain);
    }
    boolean repeats = LIST.equals(cardinality(type, found, elements));
    return new GuideElement(found, repeats, with, reference, "");
  }

  private static GuideElement problem(String path, String why) {
    return new GuideElement(path, false, new TreeMap<>(), "", why);
  }

  /** The element itself, or the choice that it is a type of. */
  private static String find(String type, String path, Map<String, String> elements) {
    if (!cardinality(type, path, elements).isEmpty()) {
      return path;
    }
    for (int i = path.lastIndexOf('.') + 2; i < path.length(); i++) {
      String choice = path.substring(0, i) + "[x]";
      if (Character.isUpperCase(path.charAt(i)) && !cardinality(type, choice, elements).isEmpty()) {
        return choice;
      }
    }
    return "";
  }

  private static String cardinality(String type, String path, Map<String, String> elements) {
    String own = elements.getOrDefault(type + "." + path, "");
    return own.isEmpty() ? elements.getOrDefault("*." + path, "") : own;
  }
}
