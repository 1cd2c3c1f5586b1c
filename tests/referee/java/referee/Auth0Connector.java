package referee;

import java.util.List;
import org.wso2.carbon.apimgt.api.model.ConfigurationDto;
import org.wso2.carbon.apimgt.api.model.KeyManagerConnectorConfiguration;

/** Stands in for WSO2's Auth0 connector: the properties its documentation lists, nothing that runs. */
final class Auth0Connector implements KeyManagerConnectorConfiguration {
  static final String TYPE = "Auth0";

  @Override
  public List<ConfigurationDto> getConnectionConfigurations() {
    return List.of(
        property("client_id", "Client ID", "Client ID of Service Application", "", false),
        property("client_secret", "Client Secret", "Client Secret of Service Application", "", true),
        property(
            "audience",
            "Audience",
            "Audience of the Admin API",
            "https://[tenant].[region].auth0.com/api/v2/",
            false));
  }

  private static ConfigurationDto property(
      String name, String label, String tooltip, Object byDefault, boolean masked) {
    return new ConfigurationDto(
        name, label, "input", tooltip, byDefault, true, masked, List.of(), false, false);
  }

  @Override
  public List<ConfigurationDto> getApplicationConfigurations() {
    return List.of();
  }

  @Override
  public String getType() {
    return TYPE;
  }

  @Override
  public String getDefaultConsumerKeyClaim() {
    return "azp";
  }

  @Override
  public String getDefaultScopesClaim() {
    return "scope";
  }

  /** Both are loaded when keys are generated, which is not refereed. */
  @Override
  public String getImplementation() {
    return null;
  }

  @Override
  public String getJWTValidator() {
    return null;
  }
}
