package io.github.pgbackrest2nix.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9854, true, 127.0.0.1:9854",
    "127.3.2.1:80, true, 127.3.2.1:80",
    "[::1]:9854, true, [::1]:9854",
    "[0:0:0:0:0:0:0:1]:9854, true, [0:0:0:0:0:0:0:1]:9854",
    "[0::0001]:9854, true, [0::0001]:9854",
    "0.0.0.0:9854, false, 127.0.0.1:9854",
    "[::]:9854, false, [::1]:9854",
    "[0:0:0:0:0:0:0:0]:9854, false, [::1]:9854",
    "10.0.0.0:9854, false, 10.0.0.0:9854",
    "12.70.0.1:9854, false, 12.70.0.1:9854",
    "[fd00::1]:9854, false, [fd00::1]:9854",
    "[::2]:9854, false, [::2]:9854",
    "[::11]:9854, false, [::11]:9854",
    "[1::]:9854, false, [1::]:9854",
  })
  void tellsWhoReachesIt(String text, boolean loopback, String fromHere) {
    ListenAddress address = new ListenAddress(text);

    assertThat(address.loopback()).isEqualTo(loopback);
    assertThat(address.fromHere()).isEqualTo(fromHere);
  }
}
