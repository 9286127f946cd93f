package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationReaderTest {
  private static Declaration read(String text) throws IOException {
    return DeclarationReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsWhatItKnowsAndIgnoresTheRest() throws IOException {
    String text =
        """
        {"version": 1, "later": {"a": [1, 2]}, "hostname": "forge", "stanzas": [
          {"name": "main", "schedule": null,
           "repos": [{"key": 1, "name": "nas", "type": "posix"}, {"key": 2, "name": "r2"}]}]}
        """;

    assertThat(read(text)).isEqualTo(Recordings.DECLARATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                     | not a JSON object
          {}                     | "version" is missing or not an integer
          {"version":"1"}        | "version" is missing or not an integer
          {"version":2}          | format version 2 is unknown, only version 1 can be read
          {"version":1}          | "stanzas" is missing, not a list, or empty
          {"version":1,"hostname":"h","stanzas":[]} | "stanzas" is missing, not a list, or empty
          {"version":1,"hostname":"h","stanzas":[7]} | stanzas[0] is not an object
          {"version":1,"hostname":"h","stanzas":[{"name":"a"}]} | "repos" of stanzas[0] is missing, not a list, or empty
          {"version":1,"hostname":"h","stanzas":[{"repos":[{"key":1,"name":"n"}]}]} | "name" of stanzas[0] is missing, not a string, or blank
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":0,"name":"n"}]}]} | "key" of stanzas[0].repos[0] is missing or not an integer from 1 to 256
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":257,"name":"n"}]}]} | "key" of stanzas[0].repos[0] is missing or not an integer from 1 to 256
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1.5,"name":"n"}]}]} | "key" of stanzas[0].repos[0] is missing or not an integer from 1 to 256
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1}]}]} | "name" of stanzas[0].repos[0] is missing, not a string, or blank
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"},{"key":1,"name":"m"}]}]} | stanzas[0] declares repository 1 twice
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"}]},{"name":"a","repos":[{"key":1,"name":"n"}]}]} | stanza "a" is declared twice
          {"version":1,"hostname":" ","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"}]}]} | "hostname" is missing, not a string, or blank
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"}]}]} {} | something follows the closing brace
          """)
  void refusesWhatIsWrongAndSaysWhat(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "{\"version\":1", "{\"version\":1,\"version\":1}", "version: 1"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }
}
