package referee;

import java.util.Map;
import java.util.Set;
import org.wso2.carbon.user.api.RealmConfiguration;
import org.wso2.carbon.user.core.AuthorizationManager;
import org.wso2.carbon.user.core.UserRealm;
import org.wso2.carbon.user.core.UserStoreManager;
import org.wso2.carbon.user.core.service.RealmService;
import org.wso2.carbon.user.core.tenant.TenantManager;

/** Stands in for the user store: tenant carbon.super, users admin and subscriber, the roles a fresh server has. */
final class OneTenant {
  private static final String DOMAIN = "carbon.super";
  private static final int ID = -1234;
  private static final int NO_TENANT = -1;
  private static final Set<String> USERS = Set.of("admin", "subscriber");
  private static final Set<String> ROLES =
      Set.of("admin", "Internal/everyone", "Internal/subscriber");

  private OneTenant() {}

  static RealmService realm() {
    TenantManager tenants =
        Stub.of(
            TenantManager.class,
            Map.of(
                "getTenantId", arguments -> DOMAIN.equals(arguments[0]) ? ID : NO_TENANT,
                "getDomain", arguments -> DOMAIN,
                "getSuperTenantDomain", arguments -> DOMAIN,
                "isTenantActive", arguments -> true));
    UserStoreManager users =
        Stub.of(
            UserStoreManager.class,
            Map.of(
                "authenticate", arguments -> isUser(arguments[0], arguments[1]),
                "getSecondaryUserStoreManager", arguments -> null,
                "isExistingRole", arguments -> ROLES.contains(arguments[0]),
                "getRoleListOfUser", arguments -> ROLES.toArray(new String[0])));
    AuthorizationManager permissions =
        Stub.of(AuthorizationManager.class, Map.of("isUserAuthorized", arguments -> true));
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
            "getTenantUserRealm", arguments -> arguments[0].equals(ID) ? realm : null));
  }

  private static boolean isUser(Object user, Object password) {
    return USERS.contains(user) && user.equals(String.valueOf(password));
  }
}
