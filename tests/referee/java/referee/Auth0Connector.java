package referee;

import java.util.List;
import org.wso2.carbon.apimgt.api.model.ConfigurationDto;
import org.wso2.carbon.apimgt.api.model.KeyManagerConnectorConfiguration;

/** Stands in for the declaration of WSO2's Auth0 connector: the properties its documentation lists. */
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
      String name, String label, String tooltip, String byDefault, boolean masked) {
    return new ConfigurationDto(
        name, label, "input", tooltip, byDefault, true, masked, List.of(), false);
  }

  @Override
  public List<ConfigurationDto> getApplicationConfigurations() {
    return List.of(
        new ConfigurationDto(
            "app_type",
            "Application Type",
            "select",
            "Type of the application to create",
            "regular_web",
            false,
            false,
            List.of("regular_web", "native", "spa", "non_interactive"),
            false),
        new ConfigurationDto(
            "token_endpoint_auth_method",
            "Token Endpoint Authentication Method",
            "select",
            "How to Authenticate Token Endpoint",
            "client_secret_basic",
            true,
            true,
            List.of("client_secret_basic", "client_secret_post"),
            false),
        new ConfigurationDto(
            "audience_of_api",
            "Audience of the API",
            "text",
            "The audience of the API which intended to use this application",
            "",
            true,
            false,
            List.of(),
            false));
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

  @Override
  public String getImplementation() {
    return Auth0KeyManager.class.getName();
  }

  @Override
  public String getJWTValidator() {
    return null;
  }
}
