import pulumi
import pulumi_auth0_wso2_key_manager as wso2
from pulumi_auth0_wso2_key_manager import auth0 as tenant

config = pulumi.Config()
domain = config.require("domain")

management = tenant.ManagementApplication(
    "management", management_api_identifier=f"https://{domain}/api/v2/"
)
api = tenant.Api(
    "api",
    identifier="https://orders.example.com/",
    token_lifetime=3600,
    scopes=[{"name": "read:orders", "description": "Read orders"}],
)
auth0 = wso2.Auth0KeyManager(
    "auth0",
    domain=domain,
    management_application={
        "client_id": management.client_id,
        "client_secret": management.client_secret,
    },
    api={"existing_identifier": api.identifier, "require_default_scope": False},
    key_manager={
        "name": "auth0",
        "description": pulumi.Output.concat("of ", api.identifier),
        "display_name": f"Auth0 of {domain}",
    },
)
orders = wso2.ApplicationAccess(
    "orders-app",
    name="orders-app",
    key_manager=auth0,
    keys={
        "production": {
            "mode": wso2.KeysDeclarationMode.GENERATE,
            "audience": "https://orders.example.com/",
            "additional_fields": {"later_field": config.require_secret("token")},
        }
    },
)
mapped = wso2.KeysDeclarationArgs(mode=wso2.KeysDeclarationMode.MAP, scopes=["read:orders"])
application = wso2.ApplicationDeclarationArgs(
    keys=wso2.ApplicationDeclarationKeysArgs(production=mapped)
)
others = wso2.Applications(
    "others", key_manager=auth0, applications={"web_shop": application}, smoke_test={}
)
proof = wso2.SmokeTest("proof", key_manager=auth0, access=orders)

pulumi.export("reference", auth0.reference)
pulumi.export("orders", orders.summary)
pulumi.export("report", proof.report)
pulumi.export("shop", others.smoke_test_report)
pulumi.export("secrets", others.consumer_secrets)
