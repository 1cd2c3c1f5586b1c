package referee;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The tables WSO2's SQL reads and writes for Key Managers and applications, in memory. */
final class Database {
  /** In the order in which they depend on each other. */
  private static final List<String> OF_APPLICATIONS =
      List.of("AM_SUBSCRIPTION", "AM_APPLICATION_REGISTRATION", "AM_APPLICATION", "AM_WORKFLOWS");

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:referee;DB_CLOSE_DELAY=-1", "referee", "");

  Database() throws IOException, SQLException {
    try (InputStream tables = Database.class.getResourceAsStream("/tables.sql")) {
      execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  DataSource dataSource() {
    return pool;
  }

  /** Everything but the throttling policies and the subscribers, which a server comes with. */
  void empty() throws SQLException {
    emptyApplications();
    execute("DELETE FROM AM_API");
    execute("DELETE FROM AM_KEY_MANAGER");
  }

  void emptySubscribers() throws SQLException {
    emptyApplications();
    execute("DELETE FROM AM_SUBSCRIBER");
  }

  void emptyApplications() throws SQLException {
    for (String table : OF_APPLICATIONS) {
      execute("DELETE FROM " + table);
    }
  }

  void insertApi(PublishedApis.Api api) throws SQLException {
    String sql =
        "INSERT INTO AM_API (API_UUID, API_PROVIDER, API_NAME, API_DISPLAY_NAME, API_VERSION,"
            + " CONTEXT, CONTEXT_TEMPLATE, API_TYPE, STATUS, ORGANIZATION, GATEWAY_VENDOR,"
            + " SUB_VALIDATION) VALUES (?, 'admin', ?, ?, ?, ?, ?, 'HTTP', 'PUBLISHED',"
            + " 'carbon.super', 'wso2', 'ENABLED')";
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, api.id());
      statement.setString(2, api.name());
      statement.setString(3, api.name());
      statement.setString(4, api.version());
      statement.setString(5, api.context());
      statement.setString(6, api.context());
      statement.execute();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
