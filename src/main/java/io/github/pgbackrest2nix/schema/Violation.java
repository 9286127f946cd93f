package io.github.pgbackrest2nix.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One thing that the schema library complains of.
 *
 * @param path what it is about: the value, or the key that is absent, unknown or misnamed
 * @param keyword of the schema, such as {@code required}
 * @param pointer where in the schema the object with the keyword is
 * @param rule that object
 * @param value what the description has at the path, or around the key
 */
record Violation(ConfigPath path, String keyword, String pointer, JsonNode rule, JsonNode value) {
  static Violation of(Error error, DescriptionSchema schema) {
    ConfigPath at = path(error.getInstanceLocation());
    // The library names the parent where a key of it is the matter.
    ConfigPath path = Optional.ofNullable(error.getProperty()).map(at::child).orElse(at);
    ConfigPath keyword = path(error.getSchemaLocation().getFragment());
    String pointer = keyword.parent().pointer();
    return new Violation(
        path, keyword.name(), pointer, schema.at(pointer), error.getInstanceNode());
  }

  /** Returns whether it is about the key at the path and not about the value. */
  boolean isAboutKey() {
    return keyword.equals("propertyNames") || keyword.equals("additionalProperties");
  }

  boolean is(String other) {
    return keyword.equals(other);
  }

  private static ConfigPath path(NodePath location) {
    List<String> segments = new ArrayList<>();
    for (int i = 0; i < location.getNameCount(); i++) {
      segments.add(String.valueOf(location.getElement(i)));
    }
    return new ConfigPath(segments);
  }
}
