package referee;

import javax.cache.Caching;
import org.wso2.carbon.context.PrivilegedCarbonContext;

/** What WSO2 remembers in memory, for each tenant. */
final class TenantCaches {
  private TenantCaches() {}

  static void forget(String cache) {
    Tenants.IDS.forEach((domain, id) -> forget(cache, domain, id));
  }

  private static void forget(String cache, String domain, int id) {
    PrivilegedCarbonContext.startTenantFlow();
    try {
      PrivilegedCarbonContext context = PrivilegedCarbonContext.getThreadLocalCarbonContext();
      context.setTenantDomain(domain);
      context.setTenantId(id);
      Caching.getCacheManager("API_MANAGER_CACHE").getCache(cache).removeAll();
    } finally {
      PrivilegedCarbonContext.endTenantFlow();
    }
  }
}
