package referee;

import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.message.Message;
import org.apache.cxf.rs.security.cors.CrossOriginResourceSharingFilter;
import org.apache.cxf.transport.common.gzip.GZIPOutInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.exception.GlobalThrowableMapper;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.PostAuthenticationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.PreAuthenticationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.URLValidationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.auth.BasicAuthenticationInterceptor;
import org.wso2.carbon.apimgt.rest.api.util.interceptors.response.ResponseOutInterceptor;

/** One of WSO2's web apps as its own web.xml puts it together, less OAuth and the resources not refereed. */
final class WebApp {
  private final String context;
  private final String version;
  private final String latestVersion;
  private final List<?> resources;
  private final List<? extends Interceptor<? extends Message>> lastInterceptors;

  /** The last interceptors are those behind the authentication, in the order of the web.xml. */
  WebApp(
      String context,
      String version,
      String latestVersion,
      List<?> resources,
      List<? extends Interceptor<? extends Message>> lastInterceptors) {
    this.context = context;
    this.version = version;
    this.latestVersion = latestVersion;
    this.resources = resources;
    this.lastInterceptors = lastInterceptors;
  }

  void start(int port) throws Exception {
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setAddress("http://127.0.0.1:" + port + context);
    factory.setServiceBeans(List.copyOf(resources));
    factory.setProviders(
        List.of(new JacksonJsonProvider(), exceptionMapper(), crossOriginFilter()));
    factory.setInInterceptors(inInterceptors());
    factory.setOutInterceptors(List.of(new GZIPOutInterceptor(), new ResponseOutInterceptor()));
    factory.setProperties(Map.of("map.cxf.interceptor.fault", true));
    factory.create();
  }

  private List<Interceptor<? extends Message>> inInterceptors() throws Exception {
    URLValidationInterceptor versions = new URLValidationInterceptor();
    versions.setMajorVersion(version);
    versions.setLatestVersion(latestVersion);
    List<Interceptor<? extends Message>> all =
        new ArrayList<>(
            List.of(
                new FreshCarbonContext(),
                versions,
                cast(new PreAuthenticationInterceptor()),
                cast(new BasicAuthenticationInterceptor()),
                cast(new PostAuthenticationInterceptor())));
    all.addAll(lastInterceptors);
    return all;
  }

  /** Some of WSO2's interceptors are declared without their type of message. */
  @SuppressWarnings("unchecked")
  static Interceptor<Message> cast(Interceptor<?> interceptor) {
    return (Interceptor<Message>) interceptor;
  }

  /** Its constructor was not public once; Spring did not mind. */
  private static GlobalThrowableMapper exceptionMapper() throws ReflectiveOperationException {
    Constructor<GlobalThrowableMapper> constructor =
        GlobalThrowableMapper.class.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static CrossOriginResourceSharingFilter crossOriginFilter() {
    CrossOriginResourceSharingFilter filter = new CrossOriginResourceSharingFilter();
    filter.setAllowHeaders(List.of("Authorization", "X-WSO2-Tenant", "content-type"));
    filter.setExposeHeaders(List.of("Content-Disposition"));
    filter.setAllowCredentials(true);
    filter.setAllowOrigins(List.of());
    return filter;
  }
}
