package referee;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The REST APIs on one port. */
final class WebApps {
  private final int port;

  private WebApps(int port) {
    this.port = port;
  }

  static WebApps start() throws Exception {
    int port = freePort();
    ServedApis.start(port);
    return new WebApps(port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }
}
