package referee;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** The authority whose certificates the connector accepts; a real server has it in its trust store. */
final class TrustedAuthority {
  private static volatile OkHttpClient client;

  private TrustedAuthority() {}

  /** Each with connections of its own, as the connector's HTTP clients have them. */
  static OkHttpClient httpClient() {
    return client.newBuilder().connectionPool(new ConnectionPool()).build();
  }

  /** Until there is one, no Key Manager is loaded: there is no Auth0 then to log in to. */
  static boolean isKnown() {
    return client != null;
  }

  static void forget() {
    client = null;
  }

  /** From now on, for Key Managers that are loaded later. */
  static void trust(String pem) throws Exception {
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    Certificate authority =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
    X509TrustManager trust = trustIn(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new X509TrustManager[] {trust}, null);
    client = new OkHttpClient.Builder().sslSocketFactory(context.getSocketFactory(), trust).build();
  }

  private static X509TrustManager trustIn(Certificate authority)
      throws GeneralSecurityException, java.io.IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
