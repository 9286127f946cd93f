package io.github.pgbackrest2nix.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A root under a writable overlay in memory, with mounts and processes of its own and the test
 * machine's network. There is no init system: commands run one by one.
 */
public final class IsolatedRoot implements Machine {
  private static final String MOUNT =
      """
      lower=$1 work=$2
      mount -t tmpfs -o mode=0755 tmpfs "$work"
      cd "$work"
      mkdir upper scratch root
      mount -t overlay -o "lowerdir=$lower,upperdir=upper,workdir=scratch" overlay root
      cd root
      mount -t proc proc proc
      mount --rbind /dev dev
      mount -t tmpfs -o mode=0755 tmpfs run
      mount -t tmpfs -o mode=1777 tmpfs tmp
      chroot . install -d -o postgres -g postgres -m 2775 /run/postgresql
      hold chroot .
      """;

  private final TemporaryFolder work;
  private final Leash leash;

  private IsolatedRoot(TemporaryFolder work, Leash leash) {
    this.work = work;
    this.leash = leash;
  }

  public static IsolatedRoot over(DebianRoot root) {
    String lower = root.folder().toString();
    var work = new TemporaryFolder();
    try {
      return new IsolatedRoot(work, Leash.start(MOUNT, lower, work.path().toString()));
    } catch (AssertionError e) {
      work.close();
      throw e;
    }
  }

  @Override
  public long pid() {
    return leash.pid();
  }

  @Override
  public List<String> entering(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(pid())));
    whole.addAll(List.of("--mount", "--pid", "--root", "--wd", "--"));
    whole.addAll(command);
    return whole;
  }

  @Override
  public void close() {
    leash.close();
    work.close();
  }
}
