package referee;

import static referee.WebApp.cast;

import java.util.List;
import org.wso2.carbon.apimgt.rest.api.admin.v1.KeyManagersApi;
import org.wso2.carbon.apimgt.rest.api.admin.v1.SettingsApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.ApisApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.ApplicationsApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.SubscriptionsApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.ThrottlingPoliciesApi;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.OrganizationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.SubscriberRegistrationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.validation.ValidationInInterceptor;

/** The APIs of admin and Developer Portal, as the beans.xml of their wars have them. */
final class ServedApis {
  private ServedApis() {}

  static void start(int port) throws Exception {
    ThrottlingPolicies.add();
    new WebApp(
            "/api/am/admin/",
            "v3",
            "v3.0",
            List.of(
                new KeyManagersApi(),
                new org.wso2.carbon.apimgt.rest.api.admin.v1.ApplicationsApi(),
                new SettingsApi()),
            List.of(new ValidationInInterceptor(), cast(new OrganizationInterceptor())))
        .start(port);
    new WebApp(
            "/api/am/devportal/",
            "v2",
            "v2.1",
            List.of(
                new ApplicationsApi(),
                new SubscriptionsApi(),
                new ThrottlingPoliciesApi(),
                new ApisApi()),
            List.of(
                new GrantedScopes(),
                cast(new SubscriberRegistrationInterceptor()),
                new ValidationInInterceptor(),
                cast(new OrganizationInterceptor())))
        .start(port);
  }
}
