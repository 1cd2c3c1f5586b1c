package referee;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.wso2.carbon.apimgt.impl.internal.APIManagerComponent;
import org.wso2.carbon.registry.core.config.RegistryContext;
import org.wso2.carbon.registry.core.service.RegistryService;
import org.wso2.carbon.registry.core.service.TenantRegistryLoader;
import org.wso2.carbon.registry.core.session.UserRegistry;
import org.wso2.carbon.registry.indexing.service.TenantIndexingLoader;
import org.wso2.carbon.user.api.UserStoreException;
import org.wso2.carbon.user.core.UserRealm;
import org.wso2.carbon.user.core.service.RealmService;

/** Stands in for the registry of each tenant, in which nothing is looked up that is refereed. */
final class EmptyRegistry {
  private EmptyRegistry() {}

  /** It claims to have what WSO2's code would put there when a user of the tenant comes first. */
  static RegistryService service(RealmService realm) throws IOException, UserStoreException {
    RegistryContext.getBaseInstance(realm, false);
    // Types of resources would be read from there; none is no mistake, no folder is.
    Path types = Path.of(System.getProperty("carbon.home"), "repository", "resources", "rxts");
    Files.createDirectories(types);
    UserRealm users = (UserRealm) realm.getTenantUserRealm(Tenants.IDS.get("carbon.super"));
    UserRegistry registry =
        Stub.of(
            UserRegistry.class,
            Map.of("resourceExists", arguments -> true, "getUserRealm", arguments -> users));
    return Stub.of(
        RegistryService.class,
        Map.of(
            "getGovernanceUserRegistry", arguments -> registry,
            "getGovernanceSystemRegistry", arguments -> registry,
            "getConfigSystemRegistry", arguments -> registry));
  }

  static TenantIndexingLoader indexLoader() {
    return Stub.of(TenantIndexingLoader.class, Map.of("loadTenantIndex", arguments -> null));
  }

  /** WSO2's component would be handed it by OSGi. */
  static void useLoader() throws ReflectiveOperationException {
    Field field = APIManagerComponent.class.getDeclaredField("tenantRegistryLoader");
    field.setAccessible(true);
    field.set(
        null, Stub.of(TenantRegistryLoader.class, Map.of("loadTenantRegistry", arguments -> null)));
  }
}
