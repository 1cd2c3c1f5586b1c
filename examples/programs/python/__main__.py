import pulumi
import pulumi_auth0_wso2_key_manager as wso2

auth0 = wso2.Auth0KeyManager(
    "auth0",
    domain=pulumi.Config().require("domain"),
    api={
        "identifier": "https://orders.example.com/",
        "scopes": [{"name": "read:orders", "description": "Read orders"}],
    },
    key_manager={"name": "auth0"},
)


def with_keys(keys: wso2.KeysDeclarationArgs) -> wso2.ApplicationDeclarationArgs:
    return wso2.ApplicationDeclarationArgs(
        keys=wso2.ApplicationDeclarationKeysArgs(production=keys)
    )


applications = wso2.Applications(
    "applications",
    key_manager=auth0,
    applications={
        "shop": with_keys(
            wso2.KeysDeclarationArgs(mode=wso2.KeysDeclarationMode.MAP, scopes=["read:orders"])
        ),
        "reports": with_keys(wso2.KeysDeclarationArgs(mode=wso2.KeysDeclarationMode.GENERATE)),
    },
    # Proves with a token of the application that it all works.
    smoke_test={"application": "shop"},
)

# What the programs of other teams take.
pulumi.export("keyManagerReference", auth0.reference)
pulumi.export("applications", applications.summary)
pulumi.export("consumerSecrets", applications.consumer_secrets)
pulumi.export("smokeTest", applications.smoke_test_report)
