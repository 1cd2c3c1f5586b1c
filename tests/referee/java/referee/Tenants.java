package referee;

import java.util.Map;
import java.util.Set;
import org.wso2.carbon.user.api.RealmConfiguration;
import org.wso2.carbon.user.core.AuthorizationManager;
import org.wso2.carbon.user.core.UserRealm;
import org.wso2.carbon.user.core.UserStoreManager;
import org.wso2.carbon.user.core.service.RealmService;
import org.wso2.carbon.user.core.tenant.TenantManager;
import org.wso2.carbon.user.core.util.UserCoreUtil;

/**
 * Stands in for the user stores: the super tenant and another one, users in the primary and in a
 * secondary store, each with the roles a fresh server has. A password is the name without a store.
 */
final class Tenants {
  private static final int NO_TENANT = -1;
  static final Map<String, Integer> IDS = Map.of("carbon.super", -1234, "tenant1.com", 1);
  private static final String PRIMARY = "PRIMARY";
  private static final Set<String> IN_PRIMARY = Set.of("admin", "subscriber", "alice");
  private static final String SECONDARY = "WSO2.TEST";
  private static final Set<String> IN_SECONDARY = Set.of("alice", "bob");
  private static final Set<String> ROLES =
      Set.of("admin", "Internal/everyone", "Internal/subscriber");

  private Tenants() {}

  static RealmService realm() {
    TenantManager tenants =
        Stub.of(
            TenantManager.class,
            Map.of(
                "getTenantId", arguments -> idOf(arguments[0]),
                "getDomain", arguments -> domainOf(arguments[0]),
                "getSuperTenantDomain", arguments -> "carbon.super",
                "isTenantActive", arguments -> true));
    UserStoreManager users =
        Stub.of(
            UserStoreManager.class,
            Map.of(
                "authenticate", arguments -> authenticate(arguments[0], arguments[1]),
                "isExistingUser", arguments -> storeOf(arguments[0]) != null,
                "getSecondaryUserStoreManager", arguments -> null,
                "isExistingRole", arguments -> ROLES.contains(arguments[0]),
                "getRoleListOfUser", arguments -> ROLES.toArray(new String[0])));
    AuthorizationManager permissions =
        Stub.of(
            AuthorizationManager.class,
            Map.of("isUserAuthorized", arguments -> true, "authorizeRole", arguments -> null));
    UserRealm realm =
        Stub.of(
            UserRealm.class,
            Map.of(
                "getUserStoreManager", arguments -> users,
                "getAuthorizationManager", arguments -> permissions));
    return Stub.of(
        RealmService.class,
        Map.of(
            "getTenantManager", arguments -> tenants,
            "getBootstrapRealmConfiguration", arguments -> new RealmConfiguration(),
            "getTenantUserRealm", arguments -> IDS.containsValue(arguments[0]) ? realm : null));
  }

  private static int idOf(Object domain) {
    return domain == null ? NO_TENANT : IDS.getOrDefault(domain, NO_TENANT);
  }

  private static String domainOf(Object id) {
    return IDS.entrySet().stream()
        .filter(tenant -> tenant.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** Leaves behind, as WSO2's stores do, in which one the user was found. */
  private static boolean authenticate(Object login, Object password) {
    String store = storeOf(login);
    if (store == null || !nameIn(login).equalsIgnoreCase(String.valueOf(password))) {
      return false;
    }
    UserCoreUtil.setDomainInThreadLocal(store);
    return true;
  }

  /** Stores are asked one after the other unless one is named; the case of a name does not matter. */
  private static String storeOf(Object login) {
    String name = nameIn(login).toLowerCase();
    String store = ((String) login).replaceFirst("/?[^/]*$", "");
    if (IN_PRIMARY.contains(name) && (store.isEmpty() || store.equalsIgnoreCase(PRIMARY))) {
      return PRIMARY;
    }
    boolean found =
        IN_SECONDARY.contains(name) && (store.isEmpty() || store.equalsIgnoreCase(SECONDARY));
    return found ? SECONDARY : null;
  }

  private static String nameIn(Object login) {
    return ((String) login).replaceFirst("^.*/", "");
  }
}
