package referee;

import java.util.Map;
import org.wso2.carbon.apimgt.api.model.KeyManagerConfiguration;
import org.wso2.carbon.apimgt.eventing.EventPublisher;
import org.wso2.carbon.apimgt.eventing.EventPublisherEvent;
import org.wso2.carbon.apimgt.eventing.EventPublisherFactory;
import org.wso2.carbon.apimgt.eventing.EventPublisherType;
import org.wso2.carbon.apimgt.impl.factory.KeyManagerHolder;
import org.wso2.carbon.apimgt.impl.utils.APIUtil;

/**
 * Stands in for the message broker between the admin API and the Key Managers in memory. A change
 * is carried out before the admin API answers, so that tests need not wait for it.
 */
final class EventBus {
  private EventBus() {}

  static EventPublisherFactory publishers() {
    EventPublisher publisher =
        Stub.of(
            EventPublisher.class,
            Map.of(
                "publish",
                arguments -> {
                  receive((EventPublisherEvent) arguments[0]);
                  return null;
                }));
    EventPublisher nobody = Stub.of(EventPublisher.class, Map.of("publish", arguments -> null));
    return Stub.of(
        EventPublisherFactory.class,
        Map.of(
            "getEventPublisher",
            arguments -> arguments[0] == EventPublisherType.KEYMGT_EVENT ? publisher : nobody));
  }

  /** What is in the event, in this order: kind, action, name, type, enabled, entry, organization. */
  private static void receive(EventPublisherEvent event) {
    if (!TrustedAuthority.isKnown()) {
      return;
    }
    Object[] payload = event.getPayloadData();
    String action = (String) payload[1];
    String name = (String) payload[2];
    String type = (String) payload[3];
    String organization = (String) payload[6];
    try {
      KeyManagerConfiguration entry = APIUtil.toKeyManagerConfiguration((String) payload[5]);
      // The entry does not say it in 9.20.0.
      entry.setEnabled((Boolean) payload[4]);
      if ("add".equals(action)) {
        KeyManagerHolder.addKeyManagerConfiguration(organization, name, type, entry);
      } else if ("update".equals(action)) {
        KeyManagerHolder.updateKeyManagerConfiguration(organization, name, type, entry);
      } else if ("delete".equals(action)) {
        KeyManagerHolder.removeKeyManagerConfiguration(organization, name);
      }
    } catch (Exception problem) {
      // Whoever sent the event hears nothing of it: a real server only writes it to its log.
      System.err.println("not loaded: " + name + ": " + problem);
    }
  }
}
