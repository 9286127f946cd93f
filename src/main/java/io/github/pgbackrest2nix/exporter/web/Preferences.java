package io.github.pgbackrest2nix.exporter.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a client prefers: the value of {@code Accept} or {@code Accept-Encoding} (RFC 9110, 12). */
public final class Preferences {
  private static final Pattern WEIGHT = Pattern.compile("[01](\\.\\d{0,3})?");

  private final List<Choice> choices;

  private Preferences(List<Choice> choices) {
    this.choices = List.copyOf(choices);
  }

  /**
   * One of the values.
   *
   * @param name in lower case, perhaps with a {@code *}
   * @param parameters by their names in lower case, without the weight
   * @param weight 0 for "on no account" to 1
   */
  public record Choice(String name, Map<String, String> parameters, double weight) {
    public Choice {
      parameters = Map.copyOf(parameters);
    }
  }

  /** Parses the values of all headers of the name; what makes no sense is taken for not there. */
  public static Preferences parse(List<String> headers) {
    List<Choice> choices = new ArrayList<>();
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        choice(element, choices);
      }
    }
    return new Preferences(choices);
  }

  public List<Choice> choices() {
    return choices;
  }

  /** Returns the weight of a coding that may be meant by a {@code *} as well. */
  double weight(String coding) {
    double any = 0;
    for (Choice choice : choices) {
      if (choice.name().equals(coding)) {
        return choice.weight();
      }
      if (choice.name().equals("*")) {
        any = choice.weight();
      }
    }
    return any;
  }

  private static void choice(String element, List<Choice> choices) {
    String[] parts = element.split(";", -1);
    String name = parts[0].strip().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
            parts[i].substring(equals + 1).strip());
      }
    }
    String weight = parameters.getOrDefault("q", "1");
    parameters.remove("q");
    if (!name.isEmpty() && WEIGHT.matcher(weight).matches()) {
      choices.add(new Choice(name, parameters, Math.min(1, Double.parseDouble(weight))));
    }
  }
}
