package referee;

import javax.cache.Caching;
import org.wso2.carbon.context.PrivilegedCarbonContext;

/** Who has been in the Developer Portal; WSO2 remembers it in memory, too, for each tenant. */
final class Subscribers {
  private Subscribers() {}

  static void forgetAll() {
    Tenants.IDS.forEach(Subscribers::forget);
  }

  private static void forget(String domain, int id) {
    PrivilegedCarbonContext.startTenantFlow();
    try {
      PrivilegedCarbonContext context = PrivilegedCarbonContext.getThreadLocalCarbonContext();
      context.setTenantDomain(domain);
      context.setTenantId(id);
      Caching.getCacheManager("API_MANAGER_CACHE").getCache("subscriberCache").removeAll();
    } finally {
      PrivilegedCarbonContext.endTenantFlow();
    }
  }
}
