package referee;

import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.message.Message;
import org.apache.cxf.rs.security.cors.CrossOriginResourceSharingFilter;
import org.apache.cxf.transport.common.gzip.GZIPOutInterceptor;
import org.wso2.carbon.apimgt.rest.api.admin.v1.GlobalKeyManagersApi;
import org.wso2.carbon.apimgt.rest.api.admin.v1.KeyManagersApi;
import org.wso2.carbon.apimgt.rest.api.admin.v1.SettingsApi;
import org.wso2.carbon.apimgt.rest.api.util.exception.GlobalThrowableMapper;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.OrganizationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.PostAuthenticationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.PreAuthenticationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.URLValidationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.auth.BasicAuthenticationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.response.ResponseOutInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.validation.ValidationInInterceptor;

/** The admin web app as its own web.xml puts it together, less OAuth and the resources not refereed. */
final class AdminApi {
  private static final String CONTEXT = "/api/am/admin/";

  private final int port;

  private AdminApi(int port) {
    this.port = port;
  }

  static AdminApi start() throws Exception {
    int port = freePort();
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setAddress("http://127.0.0.1:" + port + CONTEXT);
    factory.setServiceBeans(
        List.of(new KeyManagersApi(), new GlobalKeyManagersApi(), new SettingsApi()));
    factory.setProviders(
        List.of(new JacksonJsonProvider(), new GlobalThrowableMapper(), crossOriginFilter()));
    factory.setInInterceptors(inInterceptors());
    factory.setOutInterceptors(List.of(new GZIPOutInterceptor(), new ResponseOutInterceptor()));
    factory.setProperties(Map.of("map.cxf.interceptor.fault", true));
    Server server = factory.create();
    server.start();
    return new AdminApi(port);
  }

  private static List<Interceptor<? extends Message>> inInterceptors() throws Exception {
    URLValidationInterceptor version = new URLValidationInterceptor();
    version.setMajorVersion("v4");
    version.setLatestVersion("v4.5");
    OrganizationInterceptor organization = new OrganizationInterceptor();
    organization.setAllowTenantHeader(false);
    return List.of(
        new FreshCarbonContext(),
        version,
        cast(new PreAuthenticationInterceptor()),
        cast(new BasicAuthenticationInterceptor()),
        cast(new PostAuthenticationInterceptor()),
        new ValidationInInterceptor(),
        cast(organization));
  }

  /** Some of WSO2's interceptors are declared without their type of message. */
  @SuppressWarnings("unchecked")
  private static Interceptor<Message> cast(Interceptor<?> interceptor) {
    return (Interceptor<Message>) interceptor;
  }

  private static CrossOriginResourceSharingFilter crossOriginFilter() {
    CrossOriginResourceSharingFilter filter = new CrossOriginResourceSharingFilter();
    filter.setAllowHeaders(List.of("Authorization", "X-WSO2-Tenant", "content-type"));
    filter.setExposeHeaders(List.of("Content-Disposition"));
    filter.setAllowCredentials(true);
    filter.setAllowOrigins(List.of());
    return filter;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port + CONTEXT + "v4";
  }
}
