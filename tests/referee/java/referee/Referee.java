package referee;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts WSO2's admin API and Developer Portal on a free loopback port and stays until its parent is gone. */
public final class Referee {
  /** Held here, since the logging of the JDK forgets the level of a logger nobody holds. */
  private static final Logger ALL_LOGGERS = Logger.getLogger("");

  private Referee() {}

  public static void main(String[] arguments) {
    try {
      logOnlyErrors();
      serve();
      waitUntilInputCloses();
      leave(0);
    } catch (Throwable problem) {
      problem.printStackTrace();
      leave(1);
    }
  }

  private static void serve() throws Exception {
    Database database = new Database();
    PublishedApis apis = new PublishedApis(database);
    CarbonServices.register(database, apis);
    WebApps apps = WebApps.start();
    ControlEndpoint.start(apps.port(), database, apis);
    System.out.println("REFEREE READY " + apps.url());
  }

  /** WSO2 and CXF log by the JDK, Jetty by SLF4J. */
  private static void logOnlyErrors() {
    ALL_LOGGERS.setLevel(Level.SEVERE);
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
  }

  /** A killed parent closes the pipe, so no process is left behind. */
  private static void waitUntilInputCloses() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is said to us here.
    }
  }

  /** Jetty's threads would keep the process; nothing here needs an orderly end. */
  private static void leave(int code) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}
