package referee;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;
import org.wso2.carbon.apimgt.impl.APIManagerConfiguration;
import org.wso2.carbon.apimgt.impl.APIManagerConfigurationServiceImpl;
import org.wso2.carbon.apimgt.impl.internal.ServiceReferenceHolder;
import org.wso2.carbon.apimgt.impl.utils.APIMgtDBUtil;
import org.wso2.carbon.base.ServerConfiguration;
import org.wso2.carbon.core.internal.CarbonCoreDataHolder;
import org.wso2.carbon.registry.core.service.RegistryService;

/** Hands WSO2's code what OSGi would hand it: its configuration, its users, its database. */
final class CarbonServices {
  private CarbonServices() {}

  static void register(Database database) throws Exception {
    ServiceReferenceHolder services = ServiceReferenceHolder.getInstance();
    services.setRealmService(OneTenant.realm());
    services.setAPIManagerConfigurationService(
        new APIManagerConfigurationServiceImpl(configuration()));
    services.addKeyManagerConnectorConfiguration(Auth0Connector.TYPE, new Auth0Connector());

    org.wso2.carbon.apimgt.persistence.internal.ServiceReferenceHolder.getInstance()
        .setApiPersistence(NoApis.persistence());
    CarbonCoreDataHolder core = CarbonCoreDataHolder.getInstance();
    core.setServerConfigurationService(ServerConfiguration.getInstance());
    core.setRegistryService(Stub.of(RegistryService.class, Map.of()));
    core.setCryptoService(new MemoryCipher());
    useDataSourceOf(database);
  }

  private static APIManagerConfiguration configuration() throws Exception {
    APIManagerConfiguration configuration = new APIManagerConfiguration();
    Path file = Path.of(System.getProperty("carbon.home"), "repository", "conf", "api-manager.xml");
    configuration.load(file.toString());
    return configuration;
  }

  /** WSO2 asks JNDI for its data source; the field behind that is the shorter way. */
  private static void useDataSourceOf(Database database) throws ReflectiveOperationException {
    Field field = APIMgtDBUtil.class.getDeclaredField("dataSource");
    field.setAccessible(true);
    field.set(null, database.dataSource());
  }
}
