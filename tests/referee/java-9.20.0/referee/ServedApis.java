package referee;

import static referee.WebApp.cast;

import java.util.List;
import org.wso2.carbon.apimgt.rest.api.admin.v1.KeyManagersApi;
import org.wso2.carbon.apimgt.rest.api.admin.v1.SettingsApi;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.OrganizationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.validation.ValidationInInterceptor;

/** The admin API, as the beans.xml of its war has it. */
final class ServedApis {
  private ServedApis() {}

  static void start(int port) throws Exception {
    new WebApp(
            "/api/am/admin/",
            "v3",
            "v3.0",
            List.of(new KeyManagersApi(), new SettingsApi()),
            List.of(new ValidationInInterceptor(), cast(new OrganizationInterceptor())))
        .start(port);
  }
}
