"""Which machines may be asked. Names that need no name server are looked up by this machine itself."""

from ipaddress import ip_network

import pytest

from directory.exchange.fetching.addresses import read_address
from directory.exchange.fetching.reach import OutOfReach, Reach

PRIVATE = [
    "127.0.0.1",
    "127.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "2852039166",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "localhost",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:169.254.169.254]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::1]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd12:3456:789a::1]",
    "[ff02::1]",
    "[2001:db8::1]",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_machine_is_out_of_reach_however_it_is_written(host):
    with pytest.raises(OutOfReach, match="is not a public address"):
        Reach().find(read_address(f"http://{host}/feed"))


@pytest.mark.parametrize(
    "host", ["93.184.216.34", "[2606:2800:220:1::1]", "[::ffff:93.184.216.34]", "[64:ff9b::808:808]"]
)
def test_a_public_machine_may_be_asked(host):
    assert len(Reach().find(read_address(f"https://{host}/"))) == 1


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(["10.1.2.3"], id="private"),
        pytest.param(["93.184.216.34", "127.0.0.1"], id="public and private"),
        pytest.param(["::ffff:10.0.0.1"], id="private in another spelling"),
    ],
)
def test_a_name_that_leads_to_a_private_machine_is_out_of_reach(answers):
    reach = Reach(resolve=lambda host, port: answers)

    with pytest.raises(OutOfReach, match=r"feed\.example is not a public address"):
        reach.find(read_address("https://feed.example/"))


def test_a_private_machine_in_a_network_that_is_allowed_may_be_asked():
    reach = Reach(allowed=(ip_network("10.2.0.0/16"),))

    assert reach.find(read_address("http://10.2.7.7/")) == ["10.2.7.7"]
    assert reach.find(read_address("http://[::ffff:10.2.7.7]/")) == ["::ffff:10.2.7.7"]
    with pytest.raises(OutOfReach):
        reach.find(read_address("http://10.3.7.7/"))


def test_a_host_that_nobody_knows_is_told():
    def resolve(host, port):
        raise OSError

    with pytest.raises(OutOfReach, match=r"There is no host called nobody\.example"):
        Reach(resolve=resolve).find(read_address("https://nobody.example/"))
