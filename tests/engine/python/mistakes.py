import pulumi
import pulumi_auth0_wso2_key_manager as wso2


def application(keys: wso2.KeysDeclarationArgs) -> wso2.ApplicationDeclarationArgs:
    return wso2.ApplicationDeclarationArgs(
        keys=wso2.ApplicationDeclarationKeysArgs(production=keys)
    )


auth0 = wso2.Auth0KeyManager(
    "auth0",
    domain=pulumi.Config().require("domain"),
    api={"identifier": "https://orders.example.com/"},
    key_manager={"name": "auth0"},
)
wso2.Applications(
    "applications",
    key_manager=auth0,
    applications={
        "shop": application(
            wso2.KeysDeclarationArgs(mode=wso2.KeysDeclarationMode.MAP, scopes=[""])
        ),
        "other": application(
            wso2.KeysDeclarationArgs(mode=wso2.KeysDeclarationMode.MAP, callback_url="x")
        ),
    },
)
