package referee;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.wso2.carbon.apimgt.impl.APIManagerConfiguration;
import org.wso2.carbon.apimgt.impl.APIManagerConfigurationServiceImpl;
import org.wso2.carbon.apimgt.impl.config.APIMConfigService;
import org.wso2.carbon.apimgt.impl.factory.SQLConstantManagerFactory;
import org.wso2.carbon.apimgt.impl.internal.ServiceReferenceHolder;
import org.wso2.carbon.apimgt.impl.keymgt.KeyManagerConfigurationServiceImpl;
import org.wso2.carbon.apimgt.impl.utils.APIMgtDBUtil;
import org.wso2.carbon.apimgt.impl.utils.APIUtil;
import org.wso2.carbon.base.ServerConfiguration;
import org.wso2.carbon.context.internal.OSGiDataHolder;
import org.wso2.carbon.core.internal.CarbonCoreDataHolder;
import org.wso2.carbon.identity.core.util.IdentityTenantUtil;
import org.wso2.carbon.registry.core.service.RegistryService;
import org.wso2.carbon.user.core.service.RealmService;

/** Hands WSO2's code what OSGi would hand it: its configuration, its users, its database. */
final class CarbonServices {
  private CarbonServices() {}

  static void register(Database database, PublishedApis apis) throws Exception {
    ServiceReferenceHolder services = ServiceReferenceHolder.getInstance();
    RealmService realm = Tenants.realm();
    services.setRealmService(realm);
    IdentityTenantUtil.setRealmService(realm);
    OSGiDataHolder.getInstance().setUserRealmService(realm);
    services.setAPIManagerConfigurationService(
        new APIManagerConfigurationServiceImpl(configuration()));
    services.setAPIMConfigService(tenantConfiguration());
    services.addKeyManagerConnectorConfiguration(Auth0Connector.TYPE, new Auth0Connector());
    services.setKeyManagerConfigurationService(new KeyManagerConfigurationServiceImpl());
    services.setEventPublisherFactory(EventBus.publishers());
    services.setIndexLoaderService(EmptyRegistry.indexLoader());
    EmptyRegistry.useLoader();

    org.wso2.carbon.apimgt.persistence.internal.ServiceReferenceHolder.getInstance()
        .setApiPersistence(apis.persistence());
    CarbonCoreDataHolder core = CarbonCoreDataHolder.getInstance();
    core.setServerConfigurationService(ServerConfiguration.getInstance());
    RegistryService registry = EmptyRegistry.service(realm);
    services.setRegistryService(registry);
    core.setRegistryService(registry);
    core.setCryptoService(new MemoryCipher());
    useDataSourceOf(database);
    SQLConstantManagerFactory.initializeSQLConstantManager();
    APIUtil.init();
  }

  private static APIManagerConfiguration configuration() throws Exception {
    APIManagerConfiguration configuration = new APIManagerConfiguration();
    Path file = Path.of(System.getProperty("carbon.home"), "repository", "conf", "api-manager.xml");
    configuration.load(file.toString());
    configuration.getEventHubConfigurationDto().setEnabled(true);
    return configuration;
  }

  /** What a tenant has that nobody has configured: the files in WSO2's own jar. */
  private static APIMConfigService tenantConfiguration() throws IOException {
    String tenant = resource("/tenant/tenant-conf.json");
    Approvals.start(resource("/workflowextensions/default-workflow-extensions.xml"));
    return Stub.of(
        APIMConfigService.class,
        Map.of(
            "getTenantConfig", arguments -> tenant,
            "getWorkFlowConfig", arguments -> Approvals.configuration(),
            "addExternalStoreConfig", arguments -> null,
            "addSelfSighupConfig", arguments -> null,
            "addWorkflowConfig", arguments -> null));
  }

  private static String resource(String name) throws IOException {
    try (InputStream content = APIUtil.class.getResourceAsStream(name)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** WSO2 asks JNDI for its data source; the field behind that is the shorter way. */
  private static void useDataSourceOf(Database database) throws ReflectiveOperationException {
    Field field = APIMgtDBUtil.class.getDeclaredField("dataSource");
    field.setAccessible(true);
    field.set(null, database.dataSource());
  }
}
