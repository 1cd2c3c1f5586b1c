package referee;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The tables WSO2's SQL reads and writes for a key manager, in memory. */
final class Database {
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

  /** What belongs to a key manager goes with it; the other tables are never written. */
  void empty() throws SQLException {
    execute("DELETE FROM AM_KEY_MANAGER");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
