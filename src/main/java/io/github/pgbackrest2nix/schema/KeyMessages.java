package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.schema.SchemaMessages.Wording;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What to tell the user of keys that are unknown, missing or misnamed. */
final class KeyMessages {
  /** The parts of the schema of which a repository's type chooses one. */
  private static final Pattern BY_TYPE =
      Pattern.compile("/\\$defs/(repository|credentials)-([a-z0-9]+)");

  private static final List<String> TYPES = List.of("directory", "s3", "azure", "gcs", "sftp");

  private final DescriptionSchema schema;

  KeyMessages(DescriptionSchema schema) {
    this.schema = schema;
  }

  /** Finds the key that an unknown one was meant to be. */
  Optional<String> nearest(Violation unknown) {
    return NearestNames.of(unknown.path().name(), allowed(unknown)).stream().findFirst();
  }

  Wording unknown(Violation violation) {
    String name = Shown.text(violation.path().name());
    String help =
        nearest(violation).map(near -> "did you mean \"%s\"? ".formatted(near)).orElse("")
            + "allowed are "
            + String.join(", ", allowed(violation));
    return new Wording(
        SchemaRules.UNKNOWN_KEY,
        ofOtherType(violation)
            .orElseGet(
                () ->
                    violation.path().segments().size() == 1
                        ? "there is no key \"%s\" in a description".formatted(name)
                        : "there is no key \"%s\" in \"%s\"".formatted(name, parent(violation))),
        help);
  }

  Wording missing(Violation violation) {
    String name = Shown.text(violation.path().name());
    boolean atRoot = violation.path().segments().size() == 1;
    return new Wording(
        SchemaRules.MISSING_KEY,
        atRoot
            ? "the description has no \"%s\", which is required".formatted(name)
            : "\"%s\" has no \"%s\", which is required".formatted(parent(violation), name),
        description(violation, name)
            .map(text -> "add \"%s\": %s".formatted(name, text))
            .orElse("add \"%s\"".formatted(name)));
  }

  Wording misnamed(Violation violation) {
    String name = Shown.text(violation.path().name());
    return new Wording(
        SchemaRules.MALFORMED_NAME,
        "the name \"%s\" %s".formatted(name, demand(violation)),
        "rename it");
  }

  private String demand(Violation misnamed) {
    JsonNode rule = misnamed.rule().get("propertyNames");
    String complaint = complaint(rule, misnamed.path().name());
    return complaint.isEmpty() ? "must not hold a line break" : complaint;
  }

  private static String parent(Violation violation) {
    return Shown.text(violation.path().parent().name());
  }

  private Collection<String> allowed(Violation unknown) {
    return List.copyOf(unknown.rule().get("properties").propertyNames());
  }

  /** Says which types have the key, if this repository's type does not and another one does. */
  private Optional<String> ofOtherType(Violation violation) {
    Matcher place = BY_TYPE.matcher(violation.pointer());
    if (!place.matches()) {
      return Optional.empty();
    }
    String name = Shown.text(violation.path().name());
    List<String> types =
        TYPES.stream()
            .filter(type -> schema.at(properties(place.group(1), type)).has(name))
            .map(KeyMessages::spelled)
            .toList();
    return types.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "\"%s\" belongs to repositories of type %s, and this one is %s"
                .formatted(name, String.join(" or ", types), spelled(place.group(2))));
  }

  private static String properties(String part, String type) {
    return "/$defs/" + part + "-" + type + "/properties";
  }

  private static String spelled(String type) {
    return type.equals("directory") ? "posix or cifs" : type;
  }

  private Optional<String> description(Violation missing, String name) {
    JsonNode enclosing = schema.at(missing.pointer().replaceAll("/(?:then|else)$", ""));
    return Stream.of(missing.rule(), enclosing)
        .map(rule -> Optional.ofNullable(rule.get("properties")))
        .flatMap(Optional::stream)
        .map(properties -> Optional.ofNullable(properties.get(name)))
        .flatMap(Optional::stream)
        .findFirst()
        .map(this::resolved)
        .map(property -> property.get("description"))
        .map(JsonNode::asString)
        .map(text -> text.replaceAll("\\.$", ""))
        .map(KeyMessages::lowerFirst);
  }

  private static String lowerFirst(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("description") || !node.has("$ref") ? node : target(node);
  }

  private JsonNode target(JsonNode node) {
    return schema.at(node.get("$ref").asString().substring(1));
  }

  /**
   * Says which of the demands on a name it does not meet; the library only says that one is not.
   */
  private String complaint(JsonNode rule, String name) {
    if (rule.has("$ref")) {
      String inherited = complaint(target(rule), name);
      if (!inherited.isEmpty()) {
        return inherited;
      }
    }
    if (rule.has("maxLength") && name.length() > rule.get("maxLength").asInt()) {
      return "is longer than %s characters".formatted(rule.get("maxLength").asString());
    }
    if (rule.has("pattern")
        && !Pattern.compile(rule.get("pattern").asString()).matcher(name).find()) {
      return rule.get("description").asString();
    }
    return rule.has("allOf")
        ? rule.get("allOf")
            .valueStream()
            .map(each -> complaint(each, name))
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse("")
        : "";
  }
}
