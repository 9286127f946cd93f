package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.ListenAddress;
import io.github.pgbackrest2nix.model.Metrics;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Repository.Credential;
import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.model.Secret;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Storage;
import io.github.pgbackrest2nix.testing.ForgeDescription;
import java.util.List;
import java.util.Optional;

/** A description with one text in every place that is not checked down to letters and digits. */
final class HostileDescription {
  private static final ConfigPath AT = ConfigPath.ROOT;

  private HostileDescription() {}

  static Description with(String text) {
    Description forge = ForgeDescription.description();
    return new Description(
        text,
        forge.target(),
        forge.settings(),
        List.of(),
        List.of(directory(text), bucket(text)),
        List.of(stanza(text)),
        Optional.of(
            new Sanoid(
                AT,
                List.of(),
                List.of(text),
                List.of(new Sanoid.Dataset(AT, "tank/" + text, text, "false")),
                Optional.empty())),
        new Metrics(
            AT,
            Optional.of("/metrics/" + text + ".prom"),
            "daily",
            Optional.of(new ListenAddress("127.0.0.1:9854")),
            Optional.of("/web/" + text)),
        forge.alerts(),
        forge.supersedes(),
        List.of());
  }

  private static Repository directory(String text) {
    Repository nas = ForgeDescription.nas();
    return new Repository(
        AT,
        text,
        1,
        true,
        new Storage.Directory("posix", Optional.of("/mnt/" + text)),
        "/mnt/" + text + "/repo",
        nas.retention(),
        Optional.empty(),
        List.of(),
        nas.settings());
  }

  private static Repository bucket(String text) {
    Repository r2 = ForgeDescription.r2();
    Secret secret = new Secret(AT, "/run/secrets/" + text, Optional.of(text));
    return new Repository(
        AT,
        "other" + text,
        2,
        true,
        new Storage.S3(text, text, text, Optional.empty(), Optional.empty()),
        "/" + text,
        r2.retention(),
        Optional.empty(),
        List.of(new Credential(AT, "key", secret)),
        r2.settings());
  }

  private static Stanza stanza(String text) {
    Stanza main = ForgeDescription.main();
    return new Stanza(
        AT,
        text,
        new Stanza.PostgreSql(AT, 16, "/data/" + text, 5432, "/run/" + text),
        new Stanza.Archive(AT, Optional.empty(), true, Optional.of("/spool/" + text)),
        main.objectives(),
        main.jobs().subList(0, 1),
        main.check(),
        Optional.empty(),
        List.of(),
        true,
        Optional.of(text),
        main.settings(),
        List.of());
  }
}
