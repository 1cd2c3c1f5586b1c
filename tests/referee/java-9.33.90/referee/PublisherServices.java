package referee;

import org.apache.axis2.context.ConfigurationContext;
import org.apache.axis2.engine.AxisConfiguration;
import org.wso2.carbon.apimgt.impl.internal.ServiceReferenceHolder;
import org.wso2.carbon.utils.ConfigurationContextService;

/** What the Publisher's code wants to have before it does anything; nothing that is asked here uses it. */
final class PublisherServices {
  private PublisherServices() {}

  static void register() throws Exception {
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    ServiceReferenceHolder.setContextService(
        new ConfigurationContextService(new ConfigurationContext(new AxisConfiguration()), null));
  }
}
