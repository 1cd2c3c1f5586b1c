package referee;

import static referee.WebApp.cast;

import java.util.List;
import org.wso2.carbon.apimgt.rest.api.admin.v1.GlobalKeyManagersApi;
import org.wso2.carbon.apimgt.rest.api.admin.v1.SettingsApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.ApisApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.ApplicationsApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.SubscriptionsApi;
import org.wso2.carbon.apimgt.rest.api.store.v1.ThrottlingPoliciesApi;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.OrganizationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.SubscriberRegistrationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.validation.ValidationInInterceptor;

/** The APIs of admin, Developer Portal and Publisher, as the web.xml of their wars has them. */
final class ServedApis {
  private ServedApis() {}

  static void start(int port) throws Exception {
    ThrottlingPolicies.add();
    admin().start(port);
    developerPortal().start(port);
    PublisherServices.register();
    publisher().start(port);
  }

  private static WebApp admin() {
    OrganizationInterceptor organization = new OrganizationInterceptor();
    organization.setAllowTenantHeader(false);
    return new WebApp(
        "/api/am/admin/",
        "v4",
        "v4.5",
        List.of(
            new org.wso2.carbon.apimgt.rest.api.admin.v1.KeyManagersApi(),
            new org.wso2.carbon.apimgt.rest.api.admin.v1.ApplicationsApi(),
            new GlobalKeyManagersApi(),
            new org.wso2.carbon.apimgt.rest.api.admin.v1.WorkflowsApi(),
            new SettingsApi()),
        List.of(new ValidationInInterceptor(), cast(organization)));
  }

  private static WebApp developerPortal() {
    return new WebApp(
        "/api/am/devportal/",
        "v3",
        "v3.5",
        List.of(
            new ApplicationsApi(),
            new SubscriptionsApi(),
            new org.wso2.carbon.apimgt.rest.api.store.v1.KeyManagersApi(),
            new ThrottlingPoliciesApi(),
            new ApisApi()),
        List.of(
            new GrantedScopes(),
            cast(new SubscriberRegistrationInterceptor()),
            new ValidationInInterceptor(),
            cast(new OrganizationInterceptor())));
  }

  private static WebApp publisher() {
    OrganizationInterceptor organization = new OrganizationInterceptor();
    organization.setAllowTenantHeader(false);
    return new WebApp(
        "/api/am/publisher/",
        "v4",
        "v4.5",
        List.of(new org.wso2.carbon.apimgt.rest.api.publisher.v1.SubscriptionsApi()),
        List.of(new ValidationInInterceptor(), cast(organization)));
  }
}
