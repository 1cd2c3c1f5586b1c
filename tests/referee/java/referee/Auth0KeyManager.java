package referee;

import com.google.gson.Gson;
import feign.Feign;
import feign.FeignException;
import feign.RequestInterceptor;
import feign.codec.Encoder;
import feign.gson.GsonDecoder;
import feign.gson.GsonEncoder;
import feign.okhttp.OkHttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wso2.carbon.apimgt.api.model.API;
import org.wso2.carbon.apimgt.api.model.AccessTokenInfo;
import org.wso2.carbon.apimgt.api.model.AccessTokenRequest;
import org.wso2.carbon.apimgt.api.model.KeyManagerConfiguration;
import org.wso2.carbon.apimgt.api.model.OAuthAppRequest;
import org.wso2.carbon.apimgt.api.model.OAuthApplicationInfo;
import org.wso2.carbon.apimgt.api.model.Scope;
import org.wso2.carbon.apimgt.impl.AbstractKeyManager;
import org.wso2.carbon.apimgt.impl.kmclient.FormEncoder;
import org.wso2.carbon.user.core.UserCoreConstants;
import org.wso2.carbon.user.core.util.UserCoreUtil;
import org.wso2.carbon.utils.multitenancy.MultitenantUtils;

/**
 * Stands in for WSO2's Auth0 connector 1.1.0, which is not in Maven Central: the calls of the real
 * one, through the same HTTP libraries in the same setting, so that retries and the reading of
 * answers are theirs.
 */
public final class Auth0KeyManager extends AbstractKeyManager {
  private static final String GRANT_TYPES = "grant_types";
  private static final String PROPERTIES = "additionalProperties";
  private static final String AUDIENCE_OF_API = "audience_of_api";

  private Auth0Wire.Tokens tokens;
  private Auth0Wire.Clients clients;
  private Auth0Wire.Grants grants;

  @Override
  public void loadConfiguration(KeyManagerConfiguration loaded) {
    configuration = loaded;
    tokens = target(Auth0Wire.Tokens.class, text("token_endpoint"), new FormEncoder(), null);
    String credentials = basic(text("client_id"), text("client_secret"));
    RequestInterceptor login = new ManagementLogin(tokens, credentials, text("audience"));
    clients = target(Auth0Wire.Clients.class, text("audience").concat("clients"), login);
    grants = target(Auth0Wire.Grants.class, text("audience").concat("client-grants"), login);
  }

  private String text(String property) {
    return (String) configuration.getParameter(property);
  }

  private static <T> T target(Class<T> type, String url, RequestInterceptor login) {
    return target(type, url, new GsonEncoder(), login);
  }

  private static <T> T target(
      Class<T> type, String url, Encoder encoder, RequestInterceptor login) {
    Feign.Builder builder =
        Feign.builder()
            .client(new OkHttpClient(TrustedAuthority.httpClient()))
            .encoder(encoder)
            .decoder(new GsonDecoder());
    if (login != null) {
      builder.requestInterceptor(login);
    }
    return builder.target(type, url);
  }

  private static String basic(String id, String secret) {
    byte[] both = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(both);
  }

  @Override
  public OAuthApplicationInfo createApplication(OAuthAppRequest request) {
    OAuthApplicationInfo wanted = request.getOAuthApplicationInfo();
    Auth0Wire.Client made = clients.create(clientOf(wanted));
    if (made == null) {
      return null;
    }
    OAuthApplicationInfo answer = describe(made);
    String audience = (String) propertiesOf(wanted).get(AUDIENCE_OF_API);
    if (!audience.isEmpty()) {
      grants.create(grantOf(made, audience));
    }
    return answer;
  }

  @Override
  public OAuthApplicationInfo updateApplication(OAuthAppRequest request) {
    OAuthApplicationInfo wanted = request.getOAuthApplicationInfo();
    Auth0Wire.Client change = clientOf(wanted);
    change.secret = wanted.getClientSecret();
    Auth0Wire.Client changed = clients.change(wanted.getClientId(), change);
    if (changed == null) {
      return null;
    }
    OAuthApplicationInfo answer = describe(changed);
    String audience = (String) propertiesOf(wanted).get(AUDIENCE_OF_API);
    if (!audience.isEmpty()) {
      try {
        grants.create(grantOf(changed, audience));
      } catch (FeignException problem) {
        // The grant is there already, or it is not: either is passed over.
      }
    }
    return answer;
  }

  @Override
  public OAuthApplicationInfo retrieveApplication(String clientId) {
    return describe(clients.read(clientId));
  }

  @Override
  public void deleteApplication(String clientId) {
    clients.delete(clientId);
  }

  @Override
  public String getNewApplicationConsumerSecret(AccessTokenRequest request) {
    return clients.rotateSecret(request.getClientId()).secret;
  }

  @Override
  public AccessTokenInfo getNewApplicationAccessToken(AccessTokenRequest request) {
    String audience = firstAudience(request.getClientId());
    String[] scopes = request.getScope();
    String grantType = request.getGrantType();
    Auth0Wire.Token token =
        tokens.request(
            grantType == null ? "client_credentials" : grantType,
            audience,
            scopes == null ? "" : String.join(" ", scopes),
            basic(request.getClientId(), request.getClientSecret()));
    if (token == null) {
      return null;
    }
    AccessTokenInfo answer = new AccessTokenInfo();
    answer.setConsumerKey(request.getClientId());
    answer.setConsumerSecret(request.getClientSecret());
    answer.setAccessToken(token.value);
    if (token.scope != null) {
      answer.setScope(token.scope.split("\\s+"));
    }
    answer.setValidityPeriod(token.lifetime);
    return answer;
  }

  @Override
  public OAuthApplicationInfo mapOAuthApplication(OAuthAppRequest request) {
    return request.getOAuthApplicationInfo();
  }

  private String firstAudience(String clientId) {
    Auth0Wire.Grant[] found = grants.of(clientId);
    return found.length == 0 ? "" : found[0].audience;
  }

  private OAuthApplicationInfo describe(Auth0Wire.Client client) {
    OAuthApplicationInfo answer = new OAuthApplicationInfo();
    answer.setClientName(client.name);
    answer.setClientId(client.id);
    answer.setClientSecret(client.secret);
    if (client.callbacks != null && !client.callbacks.isEmpty()) {
      answer.setCallBackURL(String.join(",", client.callbacks));
    }
    String audience = "";
    addUnlessEmpty(answer, "client_name", client.name);
    addUnlessEmpty(answer, "client_id", client.id);
    addUnlessEmpty(answer, "client_secret", client.secret);
    if (client.id != null && !client.id.isEmpty()) {
      audience = firstAudience(client.id);
    }
    if (client.grantTypes != null && !client.grantTypes.isEmpty()) {
      answer.addParameter(GRANT_TYPES, String.join(" ", client.grantTypes));
    }
    Gson gson = new Gson();
    @SuppressWarnings("unchecked")
    Map<String, Object> properties = gson.fromJson(gson.toJson(client), Map.class);
    properties.put(AUDIENCE_OF_API, audience);
    answer.addParameter(PROPERTIES, properties);
    return answer;
  }

  private static void addUnlessEmpty(OAuthApplicationInfo answer, String name, String value) {
    if (value != null && !value.isEmpty()) {
      answer.addParameter(name, value);
    }
  }

  private static Auth0Wire.Client clientOf(OAuthApplicationInfo wanted) {
    Auth0Wire.Client client = new Auth0Wire.Client();
    client.name = nameOf(wanted);
    String grantTypes = (String) wanted.getParameter(GRANT_TYPES);
    if (grantTypes != null) {
      client.grantTypes = List.of(grantTypes.split(","));
    }
    String callback = wanted.getCallBackURL();
    if (callback != null && !callback.isEmpty()) {
      client.callbacks = List.of(callback.split(","));
    }
    Map<String, Object> properties = propertiesOf(wanted);
    client.type =
        properties.containsKey("app_type") ? (String) properties.get("app_type") : "regular_web";
    client.authenticationMethod = (String) properties.get("token_endpoint_auth_method");
    return client;
  }

  /** User, application and key type without anything between the first two, stores as WSO2 reads them. */
  private static String nameOf(OAuthApplicationInfo wanted) {
    String keyType = (String) wanted.getParameter("key_type");
    String user = MultitenantUtils.getTenantAwareUsername((String) wanted.getParameter("username"));
    String store = UserCoreUtil.extractDomainFromName(user);
    if (!store.isEmpty() && !UserCoreConstants.PRIMARY_DEFAULT_DOMAIN_NAME.equals(store)) {
      user = user.replace("/", "_");
    }
    String application = wanted.getClientName();
    return keyType == null ? application : user.concat(application).concat("_").concat(keyType);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> propertiesOf(OAuthApplicationInfo wanted) {
    Object properties = wanted.getParameter(PROPERTIES);
    return properties instanceof String
        ? new Gson().fromJson((String) properties, Map.class)
        : new HashMap<>();
  }

  private static Auth0Wire.Grant grantOf(Auth0Wire.Client client, String audience) {
    Auth0Wire.Grant grant = new Auth0Wire.Grant();
    grant.clientId = client.id;
    grant.audience = audience;
    grant.scope = List.of("default");
    return grant;
  }

  @Override
  public KeyManagerConfiguration getKeyManagerConfiguration() {
    return configuration;
  }

  @Override
  public String getType() {
    return Auth0Connector.TYPE;
  }

  @Override
  public boolean canHandleToken(String token) {
    return false;
  }

  @Override
  public AccessTokenInfo getTokenMetaData(String token) {
    return null;
  }

  @Override
  public boolean registerNewResource(API api, Map attributes) {
    return false;
  }

  @Override
  public Map getResourceByApiId(String id) {
    return null;
  }

  @Override
  public boolean updateRegisteredResource(API api, Map attributes) {
    return false;
  }

  @Override
  public void deleteRegisteredResourceByAPIId(String id) {}

  @Override
  public void deleteMappedApplication(String consumerKey) {}

  @Override
  public Set<String> getActiveTokensByConsumerKey(String consumerKey) {
    return null;
  }

  @Override
  public AccessTokenInfo getAccessTokenByConsumerKey(String consumerKey) {
    return null;
  }

  @Override
  public Map<String, Set<Scope>> getScopesForAPIS(String ids) {
    return Map.of();
  }

  @Override
  public void registerScope(Scope scope) {}

  @Override
  public Scope getScopeByName(String name) {
    return null;
  }

  @Override
  public Map<String, Scope> getAllScopes() {
    return null;
  }

  @Override
  public void deleteScope(String name) {}

  @Override
  public void updateScope(Scope scope) {}

  @Override
  public boolean isScopeExists(String name) {
    return false;
  }
}
