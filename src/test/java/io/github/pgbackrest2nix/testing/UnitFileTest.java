package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitFileTest {
  @Test
  void spellsAServiceAsNixosDoes() {
    var unit =
        new UnitFile(
            Map.of(
                "description",
                "Back up",
                "after",
                List.of("a.service", "b.target"),
                "onFailure",
                List.of("alarm@%n.service"),
                "startLimitIntervalSec",
                0L,
                "restartIfChanged",
                false,
                "unitConfig",
                Map.of("RequiresMountsFor", List.of("/a", "/b")),
                "script",
                "true",
                "serviceConfig",
                Map.of(
                    "CapabilityBoundingSet",
                    "",
                    "PrivateTmp",
                    true,
                    "CPUWeight",
                    20L,
                    "ReadWritePaths",
                    List.of("/c", "-/d"))));

    assertThat(unit.service("/bin", "/nix/store/start"))
        .isEqualTo(
            """
            [Unit]
            After=a.service b.target
            Description=Back up
            OnFailure=alarm@%n.service
            RequiresMountsFor=/a
            RequiresMountsFor=/b
            StartLimitIntervalSec=0

            [Service]
            Environment="PATH=/bin"
            X-RestartIfChanged=false
            CPUWeight=20
            CapabilityBoundingSet=
            ExecStart=/nix/store/start\s
            PrivateTmp=true
            ReadWritePaths=/c
            ReadWritePaths=-/d
            """);
  }

  @Test
  void spellsATimerAsNixosDoes() {
    var unit =
        new UnitFile(
            Map.of(
                "wantedBy", List.of("timers.target"),
                "timerConfig", Map.of("OnCalendar", "hourly", "Persistent", true)));

    assertThat(unit.timer()).isEqualTo("[Unit]\n\n[Timer]\nOnCalendar=hourly\nPersistent=true\n");
    assertThat(unit.wantedBy()).containsExactly("timers.target");
  }

  @Test
  void refusesAnOptionThatItDoesNotKnow() {
    var unit = new UnitFile(Map.of("preStart", "true"));

    assertThatThrownBy(unit::timer).hasMessageContaining("\"preStart\"");
  }
}
