package io.github.pgbackrest2nix.report;

import java.io.StringWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;

/** A JSON object in the making; the members stand in the order they are added in. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator generator;

  private JsonText(JsonGenerator generator) {
    this.generator = generator;
  }

  /** Returns an object as text, laid out in lines. */
  static String of(Consumer<JsonText> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(new Layout(), text)) {
      new JsonText(generator).braces(members);
    }
    return text + "\n";
  }

  void add(String name, String value) {
    generator.writeName(name);
    generator.writeString(value);
  }

  void add(String name, long value) {
    generator.writeName(name);
    generator.writeNumber(value);
  }

  /** Adds an object. */
  void add(String name, Consumer<JsonText> members) {
    generator.writeName(name);
    braces(members);
  }

  /** Adds a list with one object for each item. */
  <T> void addAll(String name, List<T> items, BiConsumer<JsonText, T> members) {
    generator.writeName(name);
    generator.writeStartArray();
    items.forEach(item -> braces(object -> members.accept(object, item)));
    generator.writeEndArray();
  }

  private void braces(Consumer<JsonText> members) {
    generator.writeStartObject();
    members.accept(this);
    generator.writeEndObject();
  }

  /** Two blanks a level and the same line breaks on every system. */
  private static final class Layout extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Spacing.AFTER)
                  .withArrayEmptySeparator(""));
      printer.indentObjectsWith(indenter);
      printer.indentArraysWith(indenter);
      return printer;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
