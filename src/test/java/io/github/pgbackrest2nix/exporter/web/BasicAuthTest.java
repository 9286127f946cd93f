package io.github.pgbackrest2nix.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

class BasicAuthTest {
  // By libxcrypt, all of the same salt.
  private static final Map<String, String> HASHES =
      Map.of(
          "a", "$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
          "b", "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
          "y", "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
          "long", "$2b$05$abcdefghijklmnopqrstuujf8SX2ahXLwp9w/B.Y5XdysS6yR576q",
          "jürgen", "$2y$04$abcdefghijklmnopqrstuuukcFUuF1uD2.SsVXl2Kxf7oTFxL3IEq",
          "empty", "$2y$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq",
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
    String slow = "$2y$10$abcdefghijklmnopqrstuu";
    String hash = BCrypt.hashpw("right", slow);
    BasicAuth costly = new BasicAuth(Map.of("y", hash));
    assertThat(costly.admits(List.of(header("y:right")))).isTrue();

    long known = nanos(costly, "y:right");
    long wrong = nanos(costly, "y:wrong");
    long nobody = nanos(costly, "nobody:wrong");

    // A thousandth in truth; whole processors of others may be in between.
    assertThat(known * 5).isLessThan(wrong);
    assertThat(nobody).isBetween(wrong / 3, wrong * 3);
  }

  /** Returns the shortest of some times. */
  private static long nanos(BasicAuth auth, String credentials) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      auth.admits(List.of(header(credentials)));
      shortest = Math.min(shortest, System.nanoTime() - start);
    }
    return shortest;
  }
}
