package referee;

import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Scopes are not refereed: whoever logs in may subscribe, and so becomes a subscriber. */
final class GrantedScopes extends AbstractPhaseInterceptor<Message> {
  GrantedScopes() {
    super(Phase.PRE_STREAM);
  }

  @Override
  public void handleMessage(Message message) {
    message.getExchange().put("user_rest_api_scopes", new String[] {"apim:subscribe"});
  }
}
