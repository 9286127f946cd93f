package io.github.pgbackrest2nix.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

class BasicAuthTest {
  // By libxcrypt, all of the same salt.
  private static final String CORRECT_HORSE =
      "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
  private static final String EMPTY =
      "$2y$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq";
  private static final Map<String, String> HASHES =
      Map.of(
          "a", "$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
          "b", "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
          "y", CORRECT_HORSE,
          "long", "$2b$05$abcdefghijklmnopqrstuujf8SX2ahXLwp9w/B.Y5XdysS6yR576q",
          "jürgen", "$2y$04$abcdefghijklmnopqrstuuukcFUuF1uD2.SsVXl2Kxf7oTFxL3IEq",
          "empty", EMPTY,
          "colon", "$2y$04$abcdefghijklmnopqrstuuIQ9AyrP6qHpzJiEKQ5zxtEz3TPNwuMe");

  private final BasicAuth auth = new BasicAuth(HASHES);

  private static String header(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a:correct horse                         | true
          b:correct horse                         | true
          y:correct horse                         | true
          y:wrong horse                           | false
          y:                                      | false
          y                                       | false
          :correct horse                          | false
          nobody:correct horse                    | false
          nobody:                                 | false
          A:correct horse                         | false
          jürgen:grüße                            | true
          jürgen:grusse                           | false
          empty:                                  | true
          empty:x                                 | false
          colon:a:b                               | true
          colon:a                                 | false
          """)
  void admitsWhoKnowsThePasswordAsOftenAsTheyCome(String credentials, boolean admitted) {
    assertThat(auth.admits(List.of(header(credentials)))).isEqualTo(admitted);
    assertThat(auth.admits(List.of(header(credentials)))).isEqualTo(admitted);
    assertThat(auth.admits(List.of(header("y:wrong")))).isFalse();
  }

  @Test
  void looksAtTheFirst72BytesOfAPasswordAsBcryptDoes() {
    assertThat(auth.admits(List.of(header("long:" + "x".repeat(80))))).isTrue();
    assertThat(auth.admits(List.of(header("long:" + "x".repeat(71))))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic %%%",
        "Bearer eTpjb3JyZWN0IGhvcnNl",
        "y:correct horse"
      })
  void refusesWhatIsNoBasicAuthentication(String header) {
    assertThat(auth.admits(List.of(header))).isFalse();
  }

  @Test
  void takesTheSchemeInAnyCaseButOnlyOneHeader() {
    String right = header("y:correct horse");

    assertThat(auth.admits(List.of(right.replace("Basic", "bASIC")))).isTrue();
    assertThat(auth.admits(List.of())).isFalse();
    assertThat(auth.admits(List.of(right, right))).isFalse();
  }

  @Test
  void admitsEverybodyWhereNoUsersAre() {
    assertThat(new BasicAuth(Map.of()).admits(List.of())).isTrue();
  }

  @Test
  void calculatesARightPasswordOnceAndAWrongOneEachTime() {
    List<String> calculated = new ArrayList<>();
    BasicAuth costly =
        new BasicAuth(
            Map.of("y", CORRECT_HORSE, "cheap", EMPTY),
            (password, hash) -> {
              // With the cost that is paid: the digits in "$2y$05$".
              calculated.add(new String(password, StandardCharsets.UTF_8) + hash.substring(3, 7));
              return BCrypt.checkpw(password, hash);
            });

    assertThat(
            Stream.of("y:correct horse", "y:correct horse", "y:wrong", "y:wrong", "nobody:wrong")
                .map(credentials -> costly.admits(List.of(header(credentials)))))
        .containsExactly(true, true, false, false, false);
    assertThat(costly.admits(List.of(header("y:correct horse")))).isTrue();

    assertThat(calculated)
        .containsExactly("correct horse$05$", "wrong$05$", "wrong$05$", "wrong$05$");
  }
}
