package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.secret.SecretNames;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What to tell the user of a violation. The schema's own words serve where it has some: the {@code
 * description} beside a pattern says what its text must be, and a {@code $comment} that starts with
 * {@code message: } is the message.
 */
final class SchemaMessages {
  private final DescriptionSchema schema;
  private final SourceMap map;
  private final KeyMessages keys;
  private final Spelling spelling;
  private final TypeMessages types;

  SchemaMessages(DescriptionSchema schema, SourceDocument document) {
    this.schema = schema;
    this.map = document.map();
    this.keys = new KeyMessages(schema);
    this.spelling = new Spelling(document);
    this.types = new TypeMessages(spelling);
  }

  Diagnostic diagnostic(Violation violation) {
    boolean inBraces = isTextInBraces(violation);
    Wording wording =
        inBraces ? TypeMessages.textInBraces(violation.path().parent()) : wording(violation);
    return new Diagnostic(
        wording.rule(),
        inBraces ? violation.path().parent() : violation.path(),
        span(violation),
        wording.message(),
        Optional.of(wording.help()),
        List.of());
  }

  private SourceSpan span(Violation violation) {
    return violation.isAboutKey() || violation.is("required") || violation.is("not")
        ? map.keySpan(violation.path())
        : map.valueSpan(violation.path());
  }

  /** Returns whether a secret stands in braces, which makes it a key that no message may show. */
  private static boolean isTextInBraces(Violation violation) {
    ConfigPath path = violation.path();
    JsonNode value =
        violation.isAboutKey() ? violation.value().path(path.name()) : violation.value();
    return value.isNull()
        && SecretNames.isSecret(path.parent().segments())
        && SecretNames.isTextInBraces(path.name());
  }

  private Wording wording(Violation violation) {
    return switch (violation.keyword()) {
      case "additionalProperties" -> keys.unknown(violation);
      case "required" -> keys.missing(violation);
      case "propertyNames" -> keys.misnamed(violation);
      case "type" -> types.wrong(violation);
      case "enum", "const" -> notAllowed(violation);
      case "pattern" -> malformed(violation);
      case "minimum" -> outOfRange(violation, "at least");
      case "maximum" -> outOfRange(violation, "at most");
      case "maxLength" -> tooLong(violation);
      case "minItems", "minProperties" -> noEntries(violation);
      case "maxProperties" -> tooMany(violation);
      case "uniqueItems" ->
          new Wording(
              SchemaRules.DUPLICATE_ITEM,
              "an item stands in this list twice",
              "keep one of the two");
      case "not" ->
          new Wording(
              SchemaRules.CONFLICTING_KEYS, own(violation).orElseThrow(), "keep one of them");
      default -> throw new IllegalStateException("no message for " + violation.keyword());
    };
  }

  private Wording notAllowed(Violation violation) {
    JsonNode constant = violation.rule().get("const");
    List<String> allowed =
        constant != null
            ? List.of(constant.asString())
            : violation.rule().get("enum").valueStream().map(JsonNode::asString).toList();
    String nearest =
        NearestNames.of(violation.value().asString(""), allowed).stream()
            .findFirst()
            .map("did you mean \"%s\"? "::formatted)
            .orElse("");
    String list = allowed.size() == 1 ? "only %s is allowed" : "allowed are %s";
    return new Wording(
        SchemaRules.VALUE_NOT_ALLOWED,
        "%s is not allowed for \"%s\""
            .formatted(quoted(violation), Shown.text(violation.path().name())),
        nearest + list.formatted(String.join(", ", allowed)));
  }

  private Wording malformed(Violation violation) {
    return new Wording(
        SchemaRules.MALFORMED_VALUE,
        "%s %s".formatted(quoted(violation), violation.rule().get("description").asString()),
        example(violation.pointer()));
  }

  private String example(String pointer) {
    JsonNode owner = schema.at(pointer.replaceAll("/allOf/\\d+$", ""));
    JsonNode examples = owner.get("examples");
    return examples == null
        ? "correct the text"
        : "write it like %s".formatted(examples.get(0).asString());
  }

  private static Wording outOfRange(Violation violation, String bound) {
    return new Wording(
        SchemaRules.VALUE_OUT_OF_RANGE,
        "\"%s\" must be %s %s"
            .formatted(
                Shown.text(violation.path().name()),
                bound,
                violation.rule().get(violation.keyword()).asString()),
        range(violation.rule()));
  }

  /** Says from where to where a number may be. */
  static String range(JsonNode rule) {
    return Stream.of("minimum", "maximum")
        .map(limit -> rule.get(limit).asString())
        .collect(Collectors.joining(" to ", "allowed is ", ""));
  }

  private static Wording tooLong(Violation violation) {
    return new Wording(
        SchemaRules.VALUE_OUT_OF_RANGE,
        "\"%s\" is longer than %s characters"
            .formatted(
                Shown.text(violation.path().name()), violation.rule().get("maxLength").asString()),
        "shorten it");
  }

  private static Wording tooMany(Violation violation) {
    return new Wording(
        SchemaRules.VALUE_OUT_OF_RANGE,
        "\"%s\" has more than %s entries"
            .formatted(
                Shown.text(violation.path().name()),
                violation.rule().get("maxProperties").asString()),
        "keep what this host needs; so many are most often written by mistake");
  }

  private static Wording noEntries(Violation violation) {
    return new Wording(
        SchemaRules.NO_ENTRIES,
        "\"%s\" needs at least one entry".formatted(Shown.text(violation.path().name())),
        "add an entry, or remove the key if it is not required");
  }

  /** Returns the message that the schema itself has for the violation. */
  static Optional<String> own(Violation violation) {
    return Optional.ofNullable(violation.rule().get("$comment"))
        .map(JsonNode::asString)
        .filter(comment -> comment.startsWith("message: "))
        .map(comment -> comment.substring("message: ".length()));
  }

  /** Returns the value as messages show it; where secrets may stand, only that there is one. */
  private String quoted(Violation violation) {
    JsonNode value = violation.value();
    if (value.isContainer() || mayBeSecret(violation.path())) {
      return "this";
    }
    String text = value.isNumber() ? spelling.of(violation.path()) : Shown.text(value.asString());
    return "\"%s\"".formatted(text);
  }

  static boolean mayBeSecret(ConfigPath path) {
    return SecretNames.isSecret(path.segments())
        || Stream.of("settings", "commandSettings").anyMatch(path.segments()::contains);
  }

  /** A finding's rule and words. */
  record Wording(RuleInfo rule, String message, String help) {}
}
