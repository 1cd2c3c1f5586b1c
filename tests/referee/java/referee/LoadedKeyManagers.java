package referee;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wso2.carbon.apimgt.impl.dto.OrganizationKeyManagerDto;
import org.wso2.carbon.apimgt.impl.factory.KeyManagerHolder;

/** The Key Managers in memory, which WSO2's own code loads. */
final class LoadedKeyManagers {
  private static final String TENANT = "carbon.super";

  private LoadedKeyManagers() {}

  /** Not by WSO2's own look-up: as long as none is loaded, that asks an event hub in 9.20.0. */
  static Set<String> names() {
    OrganizationKeyManagerDto loaded = byOrganization().get(TENANT);
    return loaded == null ? Set.of() : new TreeSet<>(loaded.getKeyManagerMap().keySet());
  }

  static void forgetAll() {
    byOrganization().clear();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, OrganizationKeyManagerDto> byOrganization() {
    try {
      Field field = KeyManagerHolder.class.getDeclaredField("organizationWiseMap");
      field.setAccessible(true);
      return (Map<String, OrganizationKeyManagerDto>) field.get(null);
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
