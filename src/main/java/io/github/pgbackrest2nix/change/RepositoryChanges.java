package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.change.Pairs.Pair;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.identity.RepositoryIdentity;
import io.github.pgbackrest2nix.identity.Tie;
import io.github.pgbackrest2nix.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What ties one repository to its backups, and is another now. */
final class RepositoryChanges {
  private final RepositoryIdentity before;
  private final RepositoryIdentity now;
  private final String name;
  private final ConfigPath at;

  RepositoryChanges(Pair<RepositoryIdentity> pair) {
    this.before = pair.before();
    this.now = pair.now();
    this.name = now.name().orElseThrow();
    this.at = ConfigPath.of("repos", name);
  }

  List<Change> all() {
    List<Change> all = new ArrayList<>();
    if (before.key() != now.key()) {
      all.add(key());
    }
    moves().map(this::moved).forEach(all::add);
    if (differs(Tie.CIPHER)) {
      all.add(cipher());
    } else if (differs(Tie.PASSPHRASE)) {
      all.add(passphrase());
    }
    if (now.enabled() && !before.enabled()) {
      all.add(enabledAgain());
    }
    return all;
  }

  /** Returns what leads to another place. With another type, the rest follows from it. */
  private Stream<Tie> moves() {
    return differs(Tie.TYPE)
        ? Stream.of(Tie.TYPE)
        : Stream.of(Tie.values()).filter(Tie::isPlace).filter(this::differs);
  }

  /** Of what was not known before nothing can be said. */
  private boolean differs(Tie tie) {
    Optional<String> known = Place.meant(before, tie);
    return known.isPresent() && !known.equals(Place.meant(now, tie));
  }

  private Change key() {
    return Change.error(
        ChangeRules.REPOSITORY_KEY_CHANGED,
        Finding.atKey(
            at.child("key"),
            "\"%s\" was %s until now and becomes %s: commands, notes and metrics that say %s mean another repository then, or none"
                .formatted(name, before.label(), now.label(), before.label())),
        "write key: %d again, and give new repositories numbers that were never used; if nothing goes by the old number"
            .formatted(before.key()),
        name + ".key");
  }

  private Change moved(Tie tie) {
    String old = before.find(tie).orElseThrow();
    return Change.error(
        ChangeRules.REPOSITORY_MOVED,
        Finding.atKey(
            tie.in(at),
            "%s was \"%s\" for the backups of \"%s\" (%s), which stay there: nothing expires, checks or restores them any more, and until the first full backup at the new place there is nothing to restore from it"
                .formatted(tie.word(), old, name, before.label())),
        "write %s: %s again, and describe the new place as another repository with a key of its own; if you have moved the backups too, or can do without them"
            .formatted(tie.word(), old),
        name + "." + tie.word());
  }

  private Change cipher() {
    return Change.error(
        ChangeRules.CIPHER_CHANGED,
        Finding.atKey(
            (now.find(Tie.PASSPHRASE).isPresent() ? Tie.PASSPHRASE : Tie.CIPHER).in(at),
            "\"%s\" (%s) was created with cipher \"%s\", and pgBackRest cannot read it with \"%s\": archiving, backups and restores fail"
                .formatted(
                    name,
                    before.label(),
                    before.find(Tie.CIPHER).orElseThrow(),
                    now.find(Tie.CIPHER).orElseThrow())),
        "leave the cipher as it was, and describe another repository with a key and a path of its own for the new one; if this one is created anew",
        name + ".cipher");
  }

  private Change enabledAgain() {
    return Change.warning(
        ChangeRules.REPOSITORY_ENABLED_AGAIN,
        Finding.atKey(
                at,
                "\"%s\" (%s) is in use again and lacks the WAL that was written meanwhile: what it has from before can be restored up to the gap, and nothing later until its next backup"
                    .formatted(name, now.label()))
            .help(
                "after the switch, make a full backup of every stanza to it at once: RUNBOOK.md, \"One repository is gone\""));
  }

  private Change passphrase() {
    return Change.error(
        ChangeRules.PASSPHRASE_REFERENCE_CHANGED,
        Finding.atKey(
            Tie.PASSPHRASE.in(at),
            "the passphrase of \"%s\" (%s) was %s until now: with another one none of its backups can be read, and pgBackRest cannot change it"
                .formatted(name, before.label(), before.find(Tie.PASSPHRASE).orElseThrow())),
        "write the reference as it was, and give a new passphrase to a new repository; if the passphrase itself is the same",
        name + "." + Tie.PASSPHRASE.word());
  }
}
