package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.schema.SchemaMessages.Wording;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What to tell the user of values of the wrong kind. */
final class TypeMessages {
  private static final String SECRET = "/$defs/secret";
  private static final String SECRET_FORMS =
      "write { file: PATH } for a file that holds nothing else, or"
          + " { environmentFile: PATH, variable: NAME }";

  private final Spelling spelling;

  TypeMessages(Spelling spelling) {
    this.spelling = spelling;
  }

  Wording wrong(Violation violation) {
    if (violation.pointer().equals(SECRET) && isScalar(violation.value())) {
      return new Wording(
          SchemaRules.SECRET_IN_DESCRIPTION,
          "\"%s\" is a secret, and what is written here is readable for everybody in the Nix store"
              .formatted(violation.path().name()),
          SECRET_FORMS + "; and change the secret if this text has left your machine");
    }
    String message =
        SchemaMessages.own(violation)
            .orElseGet(
                () ->
                    "expected %s, found %s"
                        .formatted(
                            expected(violation),
                            Kinds.found(violation.value(), violation.rule().get("type"))));
    return new Wording(SchemaRules.WRONG_TYPE, message, help(violation));
  }

  /** Tells of a key that may be the secret itself, which braces made a key. */
  static Wording textInBraces(ConfigPath secret) {
    return new Wording(
        SchemaRules.WRONG_TYPE,
        "a key without a value stands below \"%s\", as if the secret itself stood there in braces"
            .formatted(Shown.text(secret.name())),
        SECRET_FORMS);
  }

  private String help(Violation violation) {
    JsonNode value = violation.value();
    if (violation.path().segments().isEmpty()) {
      return "start with \"version: 1\"";
    }
    if (violation.pointer().equals(SECRET)) {
      return SECRET_FORMS;
    }
    if (value.isNull()) {
      return "give it a value, or remove the key";
    }
    if (violation.rule().get("type").toString().contains("string")) {
      return textHelp(violation);
    }
    if (value.isString() && Kinds.looksPlain(value.asString())) {
      return "write it without quotes";
    }
    JsonNode rule = violation.rule();
    if (rule.has("const")) {
      return "only %s is allowed".formatted(rule.get("const").asString());
    }
    return rule.has("maximum")
        ? "write digits only; " + SchemaMessages.range(rule)
        : "write %s here, or remove the key".formatted(expected(violation));
  }

  private String textHelp(Violation violation) {
    boolean quotable = violation.value().isNumber() || violation.value().isBoolean();
    if (quotable && SchemaMessages.mayBeSecret(violation.path())) {
      return "write it in quotes";
    }
    String written = spelling.of(violation.path());
    if (quotable && fits(violation.rule(), written)) {
      return "write it in quotes: \"%s\"".formatted(written);
    }
    return Optional.ofNullable(violation.rule().get("examples"))
        .map(examples -> "write text like %s".formatted(examples.get(0).asString()))
        .orElse("write text here, or remove the key");
  }

  private static boolean fits(JsonNode rule, String text) {
    if (rule.has("enum")) {
      return rule.get("enum").valueStream().anyMatch(each -> each.asString().equals(text));
    }
    return rule.has("pattern")
        ? Pattern.compile(rule.get("pattern").asString()).matcher(text).find()
        : !rule.has("examples");
  }

  private static String expected(Violation violation) {
    return Kinds.expected(violation.rule().get("type"));
  }

  private static boolean isScalar(JsonNode value) {
    return value.isValueNode() && !value.isNull();
  }
}
