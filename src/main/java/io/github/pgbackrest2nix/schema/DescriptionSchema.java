package io.github.pgbackrest2nix.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The JSON Schema (2020-12) of descriptions, which editors read too. */
public final class DescriptionSchema {
  private static final String RESOURCE = "description.schema.json";

  private final Schema schema;

  private DescriptionSchema(Schema schema) {
    this.schema = schema;
  }

  /** Returns the schema as it is written. */
  public static String text() {
    try (InputStream in = DescriptionSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(
          Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DescriptionSchema load() {
    // One dialect and no loaders: nothing is fetched, whatever the schema refers to.
    SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
    return new DescriptionSchema(registry.getSchema(text(), InputFormat.JSON));
  }

  List<Error> validate(JsonNode description) {
    return schema.validate(description);
  }

  /** Returns the part of the schema at this JSON pointer. */
  JsonNode at(String pointer) {
    return schema.getSchemaNode().at(pointer);
  }
}
