package referee;

import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.wso2.carbon.context.PrivilegedCarbonContext;

/** WSO2's Tomcat forgets user and tenant after each request; Jetty's threads would keep them. */
final class FreshCarbonContext extends AbstractPhaseInterceptor<Message> {
  FreshCarbonContext() {
    super(Phase.RECEIVE);
  }

  @Override
  public void handleMessage(Message message) {
    PrivilegedCarbonContext.destroyCurrentContext();
  }
}
