package io.github.pgbackrest2nix.exporter.web;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How the server proves who it is, and whether clients have to.
 *
 * @param chain the server's own certificate first
 * @param authorities that certificates of clients are checked against
 * @param protocols as Java names them
 * @param cipherSuites as Java names them; if empty, Java's own choice
 * @param serverOrder whether the server's order of cipher suites counts, not the client's
 */
record TlsConfig(
    List<X509Certificate> chain,
    PrivateKey key,
    ClientAuth clientAuth,
    List<X509Certificate> authorities,
    List<String> protocols,
    List<String> cipherSuites,
    boolean serverOrder) {
  // Of a key store that never leaves the memory.
  private static final char[] NO_SECRET = "memory".toCharArray();

  TlsConfig {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }

  /** Whether clients show certificates; what they show is always checked. */
  enum ClientAuth {
    NONE,
    IF_GIVEN,
    REQUIRED
  }

  /** Returns a context that shows and checks these certificates. */
  SSLContext context() throws GeneralSecurityException {
    KeyStore own = emptyStore();
    own.setKeyEntry("server", key, NO_SECRET, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, NO_SECRET);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust(), null);
    return context;
  }

  private TrustManager[] trust() throws GeneralSecurityException {
    if (clientAuth == ClientAuth.NONE) {
      return new TrustManager[0];
    }
    KeyStore trusted = emptyStore();
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("client-ca-" + i, authorities.get(i));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    return trust.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, NO_SECRET);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read", e);
    }
    return store;
  }

  SSLParameters parameters(SSLContext context) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(protocols.toArray(String[]::new));
    if (!cipherSuites.isEmpty()) {
      parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
    }
    parameters.setUseCipherSuitesOrder(serverOrder);
    // Each of the two setters clears the other.
    if (clientAuth == ClientAuth.REQUIRED) {
      parameters.setNeedClientAuth(true);
    } else {
      parameters.setWantClientAuth(clientAuth == ClientAuth.IF_GIVEN);
    }
    return parameters;
  }

  /** Keeps the key out of every message. */
  @Override
  public String toString() {
    return "TlsConfig of " + chain.get(0).getSubjectX500Principal();
  }
}
